import { maskIdNo } from '../../../../shared/format/mask.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { PersonalData } from '../../platform/personal-data.ts'

/** An ID number as it is kept: encrypted, with the mask that screens show. Throws NO_ID_KEY: without a key none is kept. */
export function sealedIdentity(personalData: PersonalData, idNo: string): { readonly cipher: string; readonly mask: string } {
  if (!personalData.canSeal) throw new DomainError(409, 'NO_ID_KEY', '系统没有设置个人信息密钥，不能保存证件号码，请联系管理员')
  return { cipher: personalData.seal(idNo), mask: maskIdNo(idNo) }
}
