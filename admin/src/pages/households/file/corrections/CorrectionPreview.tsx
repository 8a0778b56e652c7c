import { Table } from 'antd'
import type { ReactNode } from 'react'
import type { Correction, CorrectionFigures, CorrectionLine } from '../../../../../../shared/contracts/billing/corrections.ts'
import { Amount, type AmountTone } from '../../../../components/Amount.tsx'
import { StateMark } from '../../../../components/StateMark.tsx'

const changes = {
  kept: { text: '不变', tone: 'quiet' },
  reversed: { text: '冲回', tone: 'attention' },
  added: { text: '新增', tone: 'busy' },
} as const

const figures: readonly { readonly title: string; readonly of: keyof CorrectionFigures; readonly tone: AmountTone }[] = [
  { title: '本季应收（已减优惠）', of: 'chargedFen', tone: 'plain' },
  { title: '本季违约金（已入账）', of: 'lateFeeFen', tone: 'plain' },
  { title: '由他方承担', of: 'othersFen', tone: 'plain' },
  { title: '本季已收', of: 'paidFen', tone: 'paid' },
  { title: '应缴合计（全部采暖季，含今日违约金）', of: 'owedFen', tone: 'owed' },
  { title: '账户余额', of: 'balanceFen', tone: 'paid' },
]

/** What happens to the bill and to the money: old lines, new lines, and the household before and after. */
export function CorrectionPreview({ correction }: { readonly correction: Correction }): ReactNode {
  const { before, after } = correction
  const shown = figures.filter(({ of }) => before[of] !== 0 || after[of] !== 0)
  return (
    <div className="nz-stack">
      <Table<CorrectionLine>
        aria-label="账单明细的变化"
        columns={[
          {
            title: '变化',
            dataIndex: 'change',
            width: 80,
            render: (change: CorrectionLine['change']) => <StateMark word={changes[change]} />,
          },
          { title: '项目', dataIndex: 'title' },
          {
            title: '金额 元',
            dataIndex: 'amountFen',
            width: 136,
            align: 'right',
            render: (_, line) => <Amount fen={line.amountFen} steps={line.steps} title={line.title} />,
          },
        ]}
        dataSource={correction.lines.map((line, index) => ({ ...line, key: index }))}
        locale={{ emptyText: <p className="nz-empty">本季还没有账单，只变更资料</p> }}
        pagination={false}
        scroll={{ y: 200 }}
        size="small"
      />
      <Table
        aria-label="变更前后"
        columns={[
          { title: '', dataIndex: 'title' },
          {
            title: '变更前 元',
            key: 'before',
            width: 136,
            align: 'right',
            render: (_, { of }) => <Amount fen={before[of]} />,
          },
          {
            title: '变更后 元',
            key: 'after',
            width: 136,
            align: 'right',
            render: (_, { of, tone }) => <Amount fen={after[of]} strong={before[of] !== after[of]} tone={tone} />,
          },
        ]}
        dataSource={shown.map((figure) => ({ ...figure, key: figure.of }))}
        pagination={false}
        size="small"
      />
      <p className="nz-soft">{moneyWords(correction)}</p>
    </div>
  )
}

/** In one sentence what becomes of money that was paid. */
function moneyWords({ posted, before, after }: Correction): string {
  if (!posted) return '价格不变，账单不作调整。'
  const moreFen = after.balanceFen - before.balanceFen
  if (moreFen > 0) return '多收的部分转为账户余额，可以抵缴以后的费用，也可以申请退费。'
  if (after.owedFen > before.owedFen && before.paidFen > 0) return '已收的钱按原缴费日重新核销，不足的部分需要补缴。'
  if (before.paidFen > 0) return '已收的钱按原缴费日重新核销。'
  return '本季还没有收款，只改应收。'
}
