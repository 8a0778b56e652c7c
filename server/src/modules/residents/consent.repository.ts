import type { ReadUnit, Unit } from '../../database/unit-of-work.ts'
import { residentConsents } from './resident.model.ts'

export type ConsentRow = { readonly act: 'given' | 'withdrawn'; readonly version: string | null; readonly at: number }

const CONSENT = 'SELECT act, text_version AS version, at FROM resident_consents WHERE resident_id = :residentId'

/** The newest act; null for somebody who was never asked. */
export async function lastConsent(unit: ReadUnit, residentId: number): Promise<ConsentRow | null> {
  const [row] = await unit.select<ConsentRow>(`${CONSENT} ORDER BY at DESC, id DESC LIMIT 1`, { residentId })
  return row ?? null
}

export async function appendConsent(unit: Unit, residentId: number, { act, version, at }: ConsentRow): Promise<void> {
  await unit.insert(residentConsents, [{ id: unit.newId(residentConsents), resident_id: residentId, act, text_version: version, at }])
}

/** Writes down that this wording was agreed to, unless that already holds. */
export async function keepConsent(unit: Unit, residentId: number, version: string, at: number): Promise<void> {
  const last = await lastConsent(unit, residentId)
  if (last?.act === 'given' && last.version === version) return
  await appendConsent(unit, residentId, { act: 'given', version, at })
}
