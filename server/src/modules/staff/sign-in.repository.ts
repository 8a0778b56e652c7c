import type { ReadUnit, Unit } from '../../database/unit-of-work.ts'

/** What sign-in reads of a person. Their company must be active; a disabled person is found and refused like everybody else. */
export type Account = {
  readonly staffId: number
  readonly tenantId: number
  readonly name: string
  readonly passwordHash: string
  readonly state: 'active' | 'disabled'
  readonly failedCount: number
  readonly lockedUntil: number | null
}

const ACCOUNT = `SELECT s.id AS staffId, s.tenant_id AS tenantId, s.name, s.password_hash AS passwordHash, s.state,
  s.failed_count AS failedCount, s.locked_until AS lockedUntil FROM staff s`

export async function findAccount(unit: ReadUnit, companyCode: string, name: string): Promise<Account | null> {
  const [account] = await unit.select<Account>(
    `${ACCOUNT} JOIN tenants t ON t.id = s.tenant_id WHERE t.code = :companyCode AND t.state = 'active' AND s.name = :name`,
    { companyCode, name },
  )
  return account ?? null
}

/** The same row under lock: guesses sent at once are counted one after the other. */
export async function lockAccount(unit: Unit, staffId: number): Promise<Account> {
  const [account] = await unit.selectForUpdate<Account>(`${ACCOUNT} WHERE s.id = :staffId`, { staffId })
  if (!account) throw new Error(`staff ${staffId} vanished`)
  return account
}

export async function saveAttempts(unit: Unit, staffId: number, failedCount: number, lockedUntil: number | null): Promise<void> {
  await unit.execute(
    'UPDATE staff SET failed_count = :failedCount, locked_until = :lockedUntil, version = version + 1 WHERE id = :staffId',
    { staffId, failedCount, lockedUntil },
  )
}
