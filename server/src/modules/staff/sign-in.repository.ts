import type { ReadUnit, Unit } from '../../database/unit-of-work.ts'
import type { Attempts } from './judge-attempt.ts'
import { signInTries } from './sign-in-tries.model.ts'

/** What sign-in reads of a person. Their company must be active; a disabled person is found and refused like everybody else. */
export type Account = Attempts & {
  readonly staffId: number
  readonly tenantId: number
  readonly name: string
  readonly passwordHash: string
  readonly state: 'active' | 'disabled'
  /** When somebody else chose the password; null once its owner has. */
  readonly passwordGivenAt: number | null
}

const ACCOUNT = `SELECT s.id AS staffId, s.tenant_id AS tenantId, s.name, s.password_hash AS passwordHash, s.state,
  s.password_given_at AS passwordGivenAt,
  s.failed_count AS failedCount, s.failed_at AS failedAt, s.locked_until AS lockedUntil FROM staff s`

export async function findAccount(unit: ReadUnit, companyCode: string, name: string): Promise<Account | null> {
  const [account] = await unit.select<Account>(
    `${ACCOUNT} JOIN tenants t ON t.id = s.tenant_id WHERE t.code = :companyCode AND t.state = 'active' AND s.name = :name`,
    { companyCode, name },
  )
  return account ?? null
}

export async function findAccountById(unit: ReadUnit, staffId: number): Promise<Account | null> {
  const [account] = await unit.select<Account>(`${ACCOUNT} WHERE s.id = :staffId`, { staffId })
  return account ?? null
}

/** The same row under lock: guesses sent at once are counted one after the other. */
export async function lockAccount(unit: Unit, staffId: number): Promise<Account> {
  const [account] = await unit.selectForUpdate<Account>(`${ACCOUNT} WHERE s.id = :staffId`, { staffId })
  if (!account) throw new Error(`staff ${staffId} vanished`)
  return account
}

export async function saveAttempts(unit: Unit, staffId: number, attempts: Attempts): Promise<void> {
  await unit.execute(
    `UPDATE staff SET failed_count = :failedCount, failed_at = :failedAt, locked_until = :lockedUntil, version = version + 1
     WHERE id = :staffId`,
    { staffId, ...attempts },
  )
}

const TRIES = 'SELECT failed_count AS failedCount, failed_at AS failedAt, locked_until AS lockedUntil FROM sign_in_tries'

/** Failures under a name nobody has; null for a name nobody has tried. */
export async function findTries(unit: ReadUnit, nameHash: string): Promise<Attempts | null> {
  const [tries] = await unit.select<Attempts>(`${TRIES} WHERE name_hash = :nameHash`, { nameHash })
  return tries ?? null
}

export async function lockTries(unit: Unit, nameHash: string): Promise<Attempts | null> {
  const [tries] = await unit.selectForUpdate<Attempts>(`${TRIES} WHERE name_hash = :nameHash`, { nameHash })
  return tries ?? null
}

/** The first failure under this name. Throws the duplicate of the key when another one was quicker. */
export async function appendTries(unit: Unit, nameHash: string, { failedCount, failedAt, lockedUntil }: Attempts): Promise<void> {
  await unit.insert(signInTries, [
    {
      id: unit.newId(signInTries),
      name_hash: nameHash,
      failed_count: failedCount,
      failed_at: failedAt ?? 0,
      locked_until: lockedUntil,
    },
  ])
}

export async function saveTries(unit: Unit, nameHash: string, attempts: Attempts): Promise<void> {
  await unit.execute(
    `UPDATE sign_in_tries SET failed_count = :failedCount, failed_at = :failedAt, locked_until = :lockedUntil WHERE name_hash = :nameHash`,
    { nameHash, ...attempts },
  )
}
