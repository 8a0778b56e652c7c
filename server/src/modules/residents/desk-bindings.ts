import type { Page } from '../../../../shared/contracts/fields.ts'
import type { BindingQuery, BindingRow } from '../../../../shared/contracts/residents/bindings.ts'
import { maskAddress, maskName, maskPhone } from '../../../../shared/format/mask.ts'
import type { Database } from '../../database/database.ts'
import { writeOnce } from '../../database/idempotency.ts'
import type { Caller } from '../../platform/caller.ts'
import { DomainError, notFound } from '../../platform/domain-error.ts'
import type { Audit } from '../audit/index.ts'
import { markRemoved } from './binding.repository.ts'
import { lockResident } from './identity.repository.ts'
import { type DeskBinding, type DeskIdentity, findDeskBinding, listDeskBindings, listIdentities } from './staff-binding.repository.ts'

type Deps = { readonly database: Database; readonly audit: Audit }

/** 用户绑定 of the caller's units, masked. Three statements, whatever the page holds. */
export function listBindings({ database }: Deps) {
  return ({ scope }: Pick<Caller, 'scope'>, query: BindingQuery): Promise<Page<BindingRow>> =>
    database.read(async (unit) => {
      const { items, total } = await listDeskBindings(unit, scope, query)
      const identities = await listIdentities(unit, [...new Set(items.map(({ residentId }) => residentId))])
      return { items: items.map((one) => present(one, identities)), total, page: query.page, pageSize: query.pageSize }
    })
}

/**
 * 解除绑定 by the desk, with a reason: the resident sees the home no more and may bind it anew by the check. Throws NOT_FOUND,
 * BINDING_REMOVED.
 */
export function removeBindingAtDesk({ database, audit }: Deps) {
  return async (caller: Caller, bindingNo: string, reason: string): Promise<{ readonly bindingNo: string }> => {
    const found = await database.read((unit) => findDeskBinding(unit, caller.scope, bindingNo))
    if (!found) throw notFound('这项绑定')
    return writeOnce(database, { key: caller.key, tenantId: found.tenantId }, async (unit) => {
      await lockResident(unit, found.residentId)
      const now = await findDeskBinding(unit, caller.scope, bindingNo)
      if (!now) throw notFound('这项绑定')
      if (now.state !== 'active') throw new DomainError(409, 'BINDING_REMOVED', '这项绑定已经解除')
      await markRemoved(unit, now.id)
      await audit.record(unit, caller, {
        action: 'residents.binding.remove',
        subjectKind: 'household',
        subjectNo: now.householdNo,
        detail: { bindingNo, residentNo: now.residentNo, role: now.role, reason },
        orgUnitId: now.orgUnitId,
      })
      return { bindingNo }
    })
  }
}

function present(binding: DeskBinding, identities: readonly DeskIdentity[]): BindingRow {
  const { bindingNo, householdNo, orgUnit, residentNo, role, state, holderName, holderKind } = binding
  const own = identities.filter(({ residentId }) => residentId === binding.residentId)
  const phone = own.find((one) => one.phone !== null)?.phone ?? null
  return {
    ...{ bindingNo, householdNo, orgUnit, residentNo, role, state },
    holderName: holderKind === 'firm' ? holderName : maskName(holderName),
    address: maskAddress(binding.address),
    phone: phone === null ? null : maskPhone(phone),
    platforms: [...new Set(own.map(({ platform }) => platform))],
    boundAt: new Date(binding.boundAt).toISOString(),
  }
}
