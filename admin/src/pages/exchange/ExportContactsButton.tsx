import type { ReactNode } from 'react'
import type { HouseholdSelection } from '../../../../shared/contracts/households.ts'
import { contactsFile } from '../../api/exchange.ts'
import { ExportButton } from './ExportButton.tsx'

type Props = { readonly selection: HouseholdSelection; readonly total: number }

/** Contacts to be edited in a workbook and brought back on the page 导入. */
export function ExportContactsButton(props: Props): ReactNode {
  return (
    <ExportButton
      {...props}
      fetchFile={contactsFile}
      fileName="客户资料修改.xlsx"
      label="导出修改"
      note="导出室号、姓名、手机号、其他电话，在表格里修改后，到“导入”页面上传。隐去的内容不改就保持不变。"
      whole="包含完整的姓名和电话"
    />
  )
}
