import { Progress } from 'antd'
import type { ReactNode } from 'react'
import type { SeasonCarry, SeasonFile } from '../../../../../../shared/contracts/tenancy/seasons.ts'
import { Moment } from '../../../../components/Moment.tsx'
import { StateMark } from '../../../../components/StateMark.tsx'
import { carryStateWord } from '../../../../words/states.ts'

/** What was taken over from earlier seasons, and how far it is. */
export function Carries({ season }: { readonly season: SeasonFile }): ReactNode {
  return (
    <section aria-label="结转" className="nz-paper nz-carries">
      <h2>结转</h2>
      {season.carries.length === 0 ? (
        <p className="nz-soft">没有从以前的采暖季结转。</p>
      ) : (
        <ol>
          {season.carries.map((carry) => (
            <CarryLine carry={carry} key={carry.carryNo} />
          ))}
        </ol>
      )}
    </section>
  )
}

function CarryLine({ carry }: { readonly carry: SeasonCarry }): ReactNode {
  const { what, fromSeason, keepStops, state, totalCount, doneCount } = carry
  const percent = state === 'done' ? 100 : totalCount === 0 ? 0 : Math.floor((doneCount * 100) / totalCount)
  const unit = what === 'households' ? '户' : '份'
  return (
    <li>
      <p className="nz-carry-head">
        <strong>
          {what === 'households' ? '用热户资料' : '价目草稿'} 自 {fromSeason}
        </strong>
        <StateMark word={carryStateWord(state)} />
        <span className="nz-soft">
          {carry.by} <Moment at={carry.at} />
          {what === 'households' ? `，停热的${keepStops ? '保持停热' : '恢复用热'}` : ''}
        </span>
        <span aria-live="polite" className="nz-figures">
          {doneCount} / {totalCount} {unit}
        </span>
      </p>
      {state === 'done' ? null : <Progress aria-label="结转进度" percent={percent} size="small" status="normal" />}
    </li>
  )
}
