import type { Database } from '../../database/database.ts'
import { unlessTaken } from '../../database/unless-taken.ts'
import type { Caller } from '../../platform/caller.ts'
import { checked, invalid } from '../../platform/check-input.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { Audit } from '../audit/index.ts'
import { findMerchantByNumber, insertMerchant } from './channel.repository.ts'
import { MerchantInput } from './inputs.ts'
import { findLegalEntity } from './tenancy.repository.ts'

/** A merchant number that collects for one legal entity. Its keys stay in the settings. Throws INVALID, MERCHANT_TAKEN. */
export function registerMerchant({ database, audit }: { readonly database: Database; readonly audit: Audit }) {
  return async (caller: Caller, given: MerchantInput): Promise<{ readonly merchantId: number }> => {
    const { legalEntityCode, channel, mode, mchId, subMchId, name } = checked(MerchantInput, given, '商户资料有误')
    const { tenantId } = caller.scope
    const taken = () => new DomainError(409, 'MERCHANT_TAKEN', `商户号 ${subMchId ?? mchId} 已经登记过`)
    return unlessTaken(
      () =>
        database.write(async (unit) => {
          const entity = await findLegalEntity(unit, tenantId, legalEntityCode)
          if (!entity) throw invalid('商户资料有误', [{ path: 'legalEntityCode', message: `没有找到法人主体 ${legalEntityCode}` }])
          // A unique index lets NULL in twice, so a direct merchant is looked for by hand.
          if (await findMerchantByNumber(unit, channel, mchId, subMchId ?? null)) throw taken()
          const merchant = { tenantId, legalEntityId: entity.id, channel, mode, mchId, subMchId: subMchId ?? null, name }
          const merchantId = await insertMerchant(unit, merchant)
          await audit.record(unit, caller, {
            action: 'payments.merchant.register',
            subjectKind: 'merchant',
            subjectNo: subMchId ?? mchId,
            detail: { legalEntity: legalEntityCode, channel, mode, name },
          })
          return { merchantId }
        }),
      taken,
    )
  }
}
