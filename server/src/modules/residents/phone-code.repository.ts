import type { Unit } from '../../database/unit-of-work.ts'
import { phoneCodes } from './phone-code.model.ts'

export type StoredCode = {
  readonly id: number
  readonly codeHash: string | null
  readonly sentAt: number
  readonly tries: number
  readonly sentOn: string
  readonly sentCount: number
}

/** The row of a phone under lock: codes to one phone are sent and tried one after the other. */
export async function lockPhone(unit: Unit, phoneKey: string): Promise<StoredCode | null> {
  const [row] = await unit.selectForUpdate<StoredCode>(
    `SELECT id, code_hash AS codeHash, sent_at AS sentAt, tries, sent_on AS sentOn, sent_count AS sentCount FROM phone_codes
     WHERE phone_key = :phoneKey`,
    { phoneKey },
  )
  return row ?? null
}

type NewCode = {
  readonly phoneKey: string
  readonly codeHash: string
  readonly sentAt: number
  readonly sentOn: string
  readonly sentCount: number
}

/** Takes the place of the code sent before. */
export async function putCode(unit: Unit, known: StoredCode | null, code: NewCode): Promise<void> {
  if (known) {
    await unit.execute(
      `UPDATE phone_codes SET code_hash = :codeHash, sent_at = :sentAt, tries = 0, sent_on = :sentOn, sent_count = :sentCount WHERE id = :id`,
      { ...code, id: known.id },
    )
    return
  }
  const { phoneKey, codeHash, sentAt, sentOn, sentCount } = code
  await unit.insert(phoneCodes, [
    {
      id: unit.newId(phoneCodes),
      phone_key: phoneKey,
      code_hash: codeHash,
      sent_at: sentAt,
      tries: 0,
      sent_on: sentOn,
      sent_count: sentCount,
    },
  ])
}

export async function useCode(unit: Unit, id: number): Promise<void> {
  await unit.execute('UPDATE phone_codes SET code_hash = NULL WHERE id = :id', { id })
}

export async function countTry(unit: Unit, id: number): Promise<void> {
  await unit.execute('UPDATE phone_codes SET tries = tries + 1 WHERE id = :id', { id })
}
