import type { DomainError } from '../platform/domain-error.ts'
import { isDuplicate } from './database.ts'

/** Runs a write; a unique key that somebody else took first becomes this refusal instead of a fault of the server. */
export async function unlessTaken<Result>(write: () => Promise<Result>, refusal: () => DomainError): Promise<Result> {
  try {
    return await write()
  } catch (error) {
    if (isDuplicate(error)) throw refusal()
    throw error
  }
}
