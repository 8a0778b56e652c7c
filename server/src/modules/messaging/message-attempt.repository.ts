import type { NewRow } from '../../database/table.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import { messageAttempts } from './message-attempt.model.ts'

export async function appendAttempt(unit: Unit, attempt: Omit<NewRow<typeof messageAttempts>, 'id'>): Promise<void> {
  await unit.insert(messageAttempts, [{ id: unit.newId(messageAttempts), ...attempt }])
}
