import type { ReactNode } from 'react'
import type { HouseholdSelection } from '../../../../shared/contracts/households.ts'
import { householdsFile } from '../../api/exchange.ts'
import { ExportButton } from './ExportButton.tsx'

type Props = { readonly selection: HouseholdSelection; readonly total: number }

/** The list as it is filtered, all pages of it, or what of it is ticked. */
export function ExportHouseholdsButton(props: Props): ReactNode {
  return (
    <ExportButton
      {...props}
      fetchFile={householdsFile}
      fileName="用热户.xlsx"
      label="导出"
      note="导出选中的用热户；没有勾选时，导出符合当前条件的全部用热户。每次导出都记入操作日志。"
      whole="包含完整的姓名和电话"
    />
  )
}
