import type { PriceNotice } from '../../../../shared/tariff/rule-set.ts'
import type { Unit } from '../../database/unit-of-work.ts'
import { ruleSetInvalid } from './act-on-rule-set.ts'
import { findReliedNotice, updateNotice } from './rule-set-file.repository.ts'
import { ensureNotice } from './tariffs.repository.ts'

/**
 * The price notice a draft rests on: made when its number is new, corrected while no other set relies on it. Answers its id.
 * Throws RULE_SET_INVALID when another set, submitted or published, knows this number by another title or date.
 */
export async function keepNotice(
  unit: Unit,
  tenantId: number,
  { notice, setId }: { readonly notice: PriceNotice; readonly setId: number },
): Promise<number> {
  const relied = await findReliedNotice(unit, { tenantId, no: notice.no, exceptSetId: setId })
  if (relied && (relied.title !== notice.title || relied.issuedOn !== notice.issuedOn)) {
    const message = `文号 ${notice.no} 已登记为《${relied.title}》（${relied.issuedOn} 发布），请核对文号、名称和发布日`
    throw ruleSetInvalid([{ code: 'IMPOSSIBLE_VALUE', path: 'notice.no', message }])
  }
  const noticeId = await ensureNotice(unit, tenantId, notice)
  if (!relied) await updateNotice(unit, noticeId, notice)
  return noticeId
}
