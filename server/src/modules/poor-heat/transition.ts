import { TransitionRefused } from '../../../../shared/states/machine.ts'
import { DomainError } from '../../platform/domain-error.ts'

/** The state a table of states answers. Throws 409 with the table's own code and words. */
export function moved<State>(next: () => State): State {
  try {
    return next()
  } catch (error) {
    if (error instanceof TransitionRefused) throw new DomainError(409, error.code, error.message)
    throw error
  }
}
