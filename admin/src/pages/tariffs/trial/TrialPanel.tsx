import { Segmented } from 'antd'
import { type ReactNode, useState } from 'react'
import type { TriedRuleSet } from '../../../../../shared/contracts/tariffs.ts'
import { formatFen } from '../../../../../shared/format/amount.ts'
import { payerName } from '../../../../../shared/tariff/period-texts.ts'
import { useAccess } from '../../../api/context.ts'
import { ErrorPanel } from '../../../components/ErrorPanel.tsx'
import { HouseholdSelect } from './HouseholdSelect.tsx'
import { TypedFacts } from './TypedFacts.tsx'
import { startArea, type TypedArea } from './typed-facts.ts'
import type { Subject, Trial } from './use-trial.ts'

type Props = {
  readonly seasonCode: string
  readonly trial: Trial
  readonly subject: Subject
  readonly onSubject: (subject: Subject) => void
}

/** Beside the rules: what they would charge a household there is, or one typed in, with every step. */
export function TrialPanel({ seasonCode, trial, subject, onSubject }: Props): ReactNode {
  const { seeHouseholds } = useAccess()
  const [byFacts, setByFacts] = useState(!seeHouseholds || subject?.kind === 'facts')
  const [householdNo, setHouseholdNo] = useState(subject?.kind === 'household' ? subject.householdNo : null)
  const [areas, setAreas] = useState<readonly TypedArea[]>(subject?.kind === 'facts' ? subject.areas : [startArea])
  const { answer, allowed } = trial

  function tell(next: { readonly byFacts: boolean; readonly householdNo: string | null; readonly areas: readonly TypedArea[] }) {
    setByFacts(next.byFacts)
    setHouseholdNo(next.householdNo)
    setAreas(next.areas)
    if (next.byFacts) onSubject({ kind: 'facts', areas: [...next.areas] })
    else onSubject(next.householdNo === null ? null : { kind: 'household', householdNo: next.householdNo })
  }

  if (!allowed)
    return (
      <section aria-label="试算" className="nz-paper nz-tryout">
        <h2>试算</h2>
        <p className="nz-soft">您没有“热价测算”的权限，保存后由有权限的同事试算。</p>
      </section>
    )
  return (
    <section aria-label="试算" className="nz-paper nz-tryout">
      <h2 className="nz-heading-line">
        试算
        {seeHouseholds ? (
          <Segmented
            aria-label="试算对象"
            onChange={(chosen) => tell({ byFacts: chosen === 'facts', householdNo, areas })}
            options={[
              { value: 'household', label: '现有用热户' },
              { value: 'facts', label: '自填资料' },
            ]}
            size="small"
            value={byFacts ? 'facts' : 'household'}
          />
        ) : null}
      </h2>
      {byFacts ? (
        <TypedFacts areas={areas} onChange={(next) => tell({ byFacts, householdNo, areas: next })} />
      ) : (
        <HouseholdSelect onChange={(next) => tell({ byFacts, householdNo: next, areas })} seasonCode={seasonCode} value={householdNo} />
      )}
      <div aria-live="polite" className={answer.isFetching ? 'nz-tryout-result nz-tryout-busy' : 'nz-tryout-result'}>
        {answer.error ? <ErrorPanel compact error={answer.error} onRetry={() => void answer.refetch()} /> : null}
        <Result subject={subject} tried={answer.data} />
      </div>
    </section>
  )
}

function Result({ tried, subject }: { readonly tried: TriedRuleSet | undefined; readonly subject: Subject }): ReactNode {
  if (subject === null) return <p className="nz-soft">选择一户，改动规则时这里随即给出每条明细、计算步骤和与今天的差额。试算不产生账单。</p>
  if (!tried) return <p className="nz-soft">正在计算……</p>
  const { bill, today, faults } = tried
  if (!bill) return <p className="nz-hint">{faults.length > 0 ? `规则还有 ${faults.length} 处错误，改正后再算。` : '正在计算……'}</p>
  if (bill.refusals.length > 0)
    return (
      <div role="alert">
        <p className="nz-hint">这一户还算不出来：</p>
        {bill.refusals.map((refusal) => (
          <p key={refusal}>{refusal}</p>
        ))}
      </div>
    )
  return (
    <>
      <p className="nz-tryout-total">
        合计 <strong className="nz-amount">{formatFen(bill.totalFen)}</strong> 元
      </p>
      {today ? <Difference fromFen={today.totalFen} label={today.by === 'bill' ? '已出账单' : '按现行价目'} toFen={bill.totalFen} /> : null}
      {bill.lines.map((line) => (
        <details
          className="nz-tryout-line"
          key={`${line.feeType} ${line.areaNo} ${line.payer} ${line.amountFen} ${line.steps.join()}`}
          open
        >
          <summary>
            <span>
              {line.title}
              {line.areaName ? ` · ${line.areaName}` : ''}
              {line.payer ? `（${payerName(line.payer)}承担）` : ''}
            </span>
            <span className="nz-amount">{formatFen(line.amountFen)}</span>
          </summary>
          <ol>
            {line.steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </details>
      ))}
    </>
  )
}

/** A higher price is no debt and a lower one no payment: the sign says it, not a colour. */
function Difference({ fromFen, toFen, label }: { readonly fromFen: number; readonly toFen: number; readonly label: string }): ReactNode {
  const difference = toFen - fromFen
  const words = difference === 0 ? '不变' : `${difference > 0 ? '增加' : '减少'} ${formatFen(Math.abs(difference))} 元`
  return (
    <p className="nz-tryout-today">
      {label} <span className="nz-amount">{formatFen(fromFen)}</span> 元，<strong>{words}</strong>
    </p>
  )
}
