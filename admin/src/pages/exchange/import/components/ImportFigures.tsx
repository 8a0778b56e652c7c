import type { ReactNode } from 'react'
import type { ImportStatistics } from '../../../../../../shared/contracts/exchange.ts'
import { formatArea } from '../../../../../../shared/format/amount.ts'
import { customerClassName } from '../../../../../../shared/format/names.ts'
import { Amount } from '../../../../components/Amount.tsx'

/** 统计信息: what the workbook adds up to, to hold against the old system's own totals. */
export function ImportFigures({ statistics, faulty }: { readonly statistics: ImportStatistics; readonly faulty: boolean }): ReactNode {
  const { households, areas, grossMilliM2, billedMilliM2, heightComputed, byClass, arrears, arrearsFen, balances, newCommunities } =
    statistics
  return (
    <section aria-label="统计信息" className="nz-paper">
      <h2>{faulty ? '统计信息（只含没有错误的户）' : '统计信息'}</h2>
      <dl className="nz-facts nz-facts-wide">
        <dt>用热户</dt>
        <dd className="nz-figures">{households} 户</dd>
        <dt>面积行</dt>
        <dd className="nz-figures">{areas} 行</dd>
        <dt>建筑面积</dt>
        <dd className="nz-figures">{formatArea(grossMilliM2)} ㎡</dd>
        <dt>采暖面积</dt>
        <dd className="nz-figures">
          {formatArea(billedMilliM2)} ㎡{heightComputed > 0 ? `（其中 ${heightComputed} 行按超高系数算出）` : ''}
        </dd>
        {byClass.map(({ customerClass, areas: rows, billedMilliM2: billed }) => [
          <dt key={customerClass}>{customerClassName(customerClass)}</dt>,
          <dd className="nz-figures" key={`${customerClass}-figures`}>
            {rows} 行，{formatArea(billed)} ㎡
          </dd>,
        ])}
        {arrears.map(({ seasonCode, households: owing, totalFen }) => [
          <dt key={seasonCode}>{seasonCode} 陈欠</dt>,
          <dd className="nz-figures" key={`${seasonCode}-figures`}>
            {owing} 户，
            <Amount fen={totalFen} tone="owed" /> 元
          </dd>,
        ])}
        <dt>陈欠合计</dt>
        <dd>
          <Amount fen={arrearsFen} strong tone="owed" /> 元
        </dd>
        <dt>余额合计</dt>
        <dd className="nz-figures">
          {balances.households} 户，
          <Amount fen={balances.totalFen} /> 元
        </dd>
        {newCommunities.length > 0 ? (
          <>
            <dt>新建小区</dt>
            <dd>{newCommunities.join('、')}</dd>
          </>
        ) : null}
      </dl>
    </section>
  )
}
