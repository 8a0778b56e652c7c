import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { SeasonFile } from '../../../../../../shared/contracts/tenancy/seasons.ts'
import { useAccess } from '../../../../api/context.ts'
import { Amount, type AmountTone } from '../../../../components/Amount.tsx'

/** What the season comes to, in the units this person sees. */
export function SeasonNumbers({ season }: { readonly season: SeasonFile }): ReactNode {
  const { seeRuleSets, seeHouseholds } = useAccess()
  const { numbers, code, orgUnit } = season
  const households = (count: number) =>
    seeHouseholds ? <Link to={`/households?${new URLSearchParams({ seasonCode: code, orgUnit })}`}>{count}</Link> : count
  const prices = `${numbers.ruleSetsPublished} 份已发布，${numbers.ruleSetsUnfinished} 份未完成`
  return (
    <section aria-label="概况" className="nz-paper">
      <dl className="nz-facts nz-facts-wide">
        <dt>供热日期</dt>
        <dd className="nz-figures">
          {season.startsOn} 至 {season.endsOn}
        </dd>
        <dt>计费天数</dt>
        <dd className="nz-figures">{season.days} 天</dd>
        <dt>价目</dt>
        <dd>{seeRuleSets ? <Link to={`/rule-sets?seasonCode=${code}`}>{prices}</Link> : prices}</dd>
      </dl>
      <ul className="nz-numbers">
        <Figure text="在册用热户">{numbers.households}</Figure>
        <Figure text="已登记本季资料">{households(numbers.recorded)}</Figure>
        <Figure text="有采暖面积">{numbers.withAreas}</Figure>
        <Figure text="停热">{numbers.stopped}</Figure>
        <Figure text="已出账">{numbers.billedHouseholds}</Figure>
        <Figure text="未出账">{numbers.unbilledHouseholds}</Figure>
      </ul>
      <ul className="nz-numbers nz-numbers-money">
        <Money fen={numbers.billedFen} text="应收" tone="plain" />
        <Money fen={numbers.collectedFen} text="已核销" tone="paid" />
        <Money fen={numbers.openFen} text="未收" tone="owed" />
      </ul>
    </section>
  )
}

function Figure({ text, children }: { readonly text: string; readonly children: ReactNode }): ReactNode {
  return (
    <li>
      <span>{text}</span>
      <strong className="nz-figures">{children}</strong>
    </li>
  )
}

function Money({ text, fen, tone }: { readonly text: string; readonly fen: number; readonly tone: AmountTone }): ReactNode {
  return (
    <li>
      <span>{text}（元）</span>
      <strong>
        <Amount fen={fen} tone={tone} />
      </strong>
    </li>
  )
}
