import type { ReactNode } from 'react'
import type { RuleSetFile } from '../../../../../../shared/contracts/tariffs.ts'
import { Moment } from '../../../../components/Moment.tsx'
import { ruleSetActName } from '../../../../words/names.ts'

/** Who did what to the set, newest last, with reasons and with what each confirmed. */
export function ActsTab({ acts }: { readonly acts: RuleSetFile['acts'] }): ReactNode {
  if (acts.length === 0) return <p className="nz-empty">这份价目由系统初始化时写入，没有编制经过。</p>
  return (
    <section aria-label="经过" className="nz-paper">
      <ol className="nz-timeline">
        {acts.map(({ act, at, actor, note, confirmed }) => (
          <li className={act === 'publish' ? 'nz-turn nz-turn-notice' : 'nz-turn'} key={`${at} ${act} ${actor}`}>
            <span className="nz-turn-at nz-figures">
              <Moment at={at} seconds />
            </span>
            <div>
              <p className="nz-turn-line">
                <strong>{ruleSetActName(act)}</strong>
                <span>{actor}</span>
              </p>
              {note ? <p>{note}</p> : null}
              {confirmed.length > 0 ? (
                <ul className="nz-remarks">
                  {confirmed.map((words) => (
                    <li key={words}>已确认：{words}</li>
                  ))}
                </ul>
              ) : null}
            </div>
          </li>
        ))}
      </ol>
    </section>
  )
}
