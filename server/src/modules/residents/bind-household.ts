import { privacyVersion } from '../../../../shared/access/privacy.ts'
import type { BindHousehold } from '../../../../shared/contracts/residents.ts'
import { hiddenPart } from '../../../../shared/format/mask.ts'
import { writeOnce } from '../../database/idempotency.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import { businessNumber } from '../../platform/business-number.ts'
import type { ResidentCaller } from '../../platform/caller.ts'
import { hashOf } from '../../platform/crypto.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { findHouseholdInCompany, type HouseholdRecord, normalName } from '../households/index.ts'
import { PLATFORM_TENANT_ID } from '../tenancy/index.ts'
import { appendTry, countTries, insertBinding, listBindingsByNo, lockCard, reviveBinding } from './binding.repository.ts'
import { companyOf } from './company-of.ts'
import { keepConsent } from './consent.repository.ts'
import { assertCurrentWording } from './consent.ts'
import { lockResident } from './identity.repository.ts'
import { findHouseholdNoAt } from './place.repository.ts'
import type { ResidentsDeps } from './resident-tokens.ts'

/** So many wrong checks an hour, by one resident and on one card number. */
export const TRIES = 5
export const TRIES_MS = 3_600_000

type Refusal = 'checkFailed' | 'tooMany' | 'already' | 'sameNumber'
type Outcome = { readonly kind: 'bound'; readonly bindingNo: string } | { readonly kind: Refusal }

/**
 * Binds a resident to a household whose card number or exact place they know, and something of its holder: the name, the signs hidden in
 * it, or the last four of the phone on file. An unknown card or place, an unknown company and a wrong check are refused in the same words,
 * and each counts as a try: BINDING_CHECK_FAILED, TOO_MANY_TRIES, ALREADY_BOUND. A refusal is an answer like any other: sent twice it
 * counts once.
 */
export function bindHousehold({ database, clock, audit }: ResidentsDeps) {
  return async (caller: ResidentCaller, input: BindHousehold): Promise<{ readonly bindingNo: string }> => {
    if (input.privacyVersion !== undefined) assertCurrentWording(input.privacyVersion)
    const tenantId = await database.read((unit) => companyOf(unit, caller, input.companyCode))
    const outcome = await writeOnce(database, { key: caller.key, tenantId: tenantId ?? PLATFORM_TENANT_ID }, (unit) =>
      decide(unit, caller, input, tenantId),
    )
    if (outcome.kind !== 'bound') throw refusals[outcome.kind]()
    return { bindingNo: outcome.bindingNo }
  }

  async function decide(unit: Unit, caller: ResidentCaller, input: BindHousehold, tenantId: number | null): Promise<Outcome> {
    const { residentId } = caller
    await lockResident(unit, residentId)
    const householdNo = await numberOf(unit, tenantId, input)
    if (tenantId !== null) await lockCard(unit, tenantId, householdNo)
    const { byResident, onHousehold } = await countTries(unit, { residentId, householdNo, since: clock.now() - TRIES_MS })
    if (byResident >= TRIES || onHousehold >= TRIES) return { kind: 'tooMany' }
    const household = tenantId === null ? null : await findHouseholdInCompany(unit, tenantId, householdNo)
    if (household?.state !== 'active' || !knowsHolder(household, input.check)) {
      await appendTry(unit, residentId, householdNo)
      await audit.recordSecurity(unit, {
        event: 'binding.refused',
        tenantId: tenantId ?? PLATFORM_TENANT_ID,
        subjectKind: 'resident',
        subjectName: caller.actor.name,
        detail: { householdNo, check: input.check.kind, triesOfResident: byResident + 1, triesOnHousehold: onHousehold + 1 },
        requestId: caller.requestId,
        ip: caller.ip,
      })
      return { kind: 'checkFailed' }
    }
    return bind(unit, caller, input, household)
  }

  async function bind(unit: Unit, caller: ResidentCaller, input: BindHousehold, household: HouseholdRecord): Promise<Outcome> {
    const { residentId } = caller
    const { id: householdId, tenantId, householdNo, orgUnitId } = household
    const own = await listBindingsByNo(unit, residentId, householdNo)
    const same = own.find((binding) => binding.householdId === householdId)
    if (same?.state === 'active') return { kind: 'already' }
    if (own.some(({ state }) => state === 'active')) return { kind: 'sameNumber' }
    const binding = { role: input.role, label: input.label ?? null, consentAt: clock.now() }
    const bindingNo = same?.bindingNo ?? businessNumber('B', clock)
    if (same) await reviveBinding(unit, same.id, binding)
    else await insertBinding(unit, { ...binding, tenantId, bindingNo, residentId, householdId })
    await keepConsent(unit, residentId, privacyVersion, clock.now())
    await audit.record(unit, caller, {
      action: 'residents.binding.add',
      subjectKind: 'household',
      subjectNo: householdNo,
      detail: { bindingNo, role: input.role, check: input.check.kind },
      tenantId,
      orgUnitId,
    })
    return { kind: 'bound', bindingNo }
  }
}

/** A place nobody has gets a name of its own that is no card number, so that tries at it are counted like those at a card. */
async function numberOf(unit: Unit, tenantId: number | null, { householdNo, place }: BindHousehold): Promise<string> {
  if (householdNo !== undefined) return householdNo
  const found = tenantId === null || !place ? null : await findHouseholdNoAt(unit, tenantId, place)
  return found ?? `~${hashOf(place ?? null).slice(0, 19)}`
}

function knowsHolder({ customerKind, customerName, customerPhone }: HouseholdRecord, check: BindHousehold['check']): boolean {
  if (check.kind === 'name') return normalName(customerName) === normalName(check.name)
  if (check.kind === 'hidden') return customerKind === 'person' && hiddenPart(customerName) === check.signs.replace(/\s/g, '')
  return customerPhone?.slice(-4) === check.lastFour
}

const refusals: Readonly<Record<Refusal, () => DomainError>> = {
  checkFailed: () => new DomainError(404, 'BINDING_CHECK_FAILED', '客户卡号或核对信息不对，请对照缴费单据检查，或到营业厅核实'),
  tooMany: () => new DomainError(429, 'TOO_MANY_TRIES', '核对失败次数过多，请一小时后再试，或到营业厅办理'),
  already: () => new DomainError(409, 'ALREADY_BOUND', '您已经绑定了这一户'),
  sameNumber: () => new DomainError(409, 'SAME_NUMBER_BOUND', '您已绑定另一家公司的同号用热户，请先解除再绑定'),
}
