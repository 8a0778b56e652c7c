import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import type { FeeTypeView } from '../../../../../shared/contracts/tariffs/fee-types.ts'
import { useAccess, useSend } from '../../../api/context.ts'
import { feeTypeList } from '../../../api/fee-types.ts'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { EmptyRows, type SearchColumn, SearchTable } from '../../../components/SearchTable.tsx'
import { StateMark } from '../../../components/StateMark.tsx'
import { feePricingName } from '../../../words/names.ts'
import { feeTypeStateWord } from '../../../words/states.ts'
import { FeeTypeDialog } from './components/FeeTypeDialog.tsx'

const columns: SearchColumn<FeeTypeView>[] = [
  { title: '名称', dataIndex: 'name', width: 160 },
  { title: '代码', dataIndex: 'code', width: 144, className: 'nz-figures' },
  { title: '计价方式', dataIndex: 'pricing', width: 112, render: (_, { pricing }) => feePricingName(pricing) },
  { title: '收入科目', dataIndex: 'incomeAccount', ellipsis: true },
  { title: '税收分类', dataIndex: 'taxClass', ellipsis: true },
  { title: '收据名称', dataIndex: 'receiptLine', ellipsis: true },
  { title: '核销次序', dataIndex: 'allocationRank', width: 88, align: 'right', className: 'nz-figures' },
  { title: '状态', dataIndex: 'state', width: 88, render: (_, { state }) => <StateMark word={feeTypeStateWord(state)} /> },
]

/** What the company charges: the standard fee types as it has made them its own, and those it has added. */
export default function FeeTypeListPage(): ReactNode {
  const { writeRuleSets } = useAccess()
  const answer = useQuery(feeTypeList(useSend()))
  const [edited, setEdited] = useState<FeeTypeView | 'new' | null>(null)
  return (
    <>
      <PageHeader
        actions={
          writeRuleSets ? (
            <Button onClick={() => setEdited('new')} type="primary">
              新增费用种类
            </Button>
          ) : null
        }
        note="价目规则和加收费用只能用这里的种类；改名只改显示，已出账的金额不变"
        title="费用种类"
      />
      <SearchTable
        answer={answer}
        columns={columns}
        empty={<EmptyRows text="还没有费用种类" />}
        label="费用种类列表"
        minWidth={1000}
        name="fee-types"
        onOpen={writeRuleSets ? setEdited : undefined}
        rowKey={({ code }) => code}
      />
      {edited ? <FeeTypeDialog fee={edited === 'new' ? null : edited} onClose={() => setEdited(null)} /> : null}
    </>
  )
}
