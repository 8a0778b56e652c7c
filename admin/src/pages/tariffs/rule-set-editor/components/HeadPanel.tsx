import { Input, Select } from 'antd'
import type { ReactNode } from 'react'
import type { RuleSetContent, RuleSetFile } from '../../../../../../shared/contracts/tariffs.ts'
import { type Placed, wordsAt } from '../../form/place-remarks.ts'
import { roundingLevelOptions, roundingModeOptions, roundingUnitOptions } from '../../form/rounding-words.ts'
import { DayInput } from './DayInput.tsx'
import { Labelled } from './Labelled.tsx'

type Props = {
  readonly content: RuleSetContent
  readonly season: RuleSetFile['season']
  readonly faults: Placed
  readonly questions: Placed
  readonly onChange: (content: RuleSetContent) => void
  /** Below the fields: the files of the notice. */
  readonly children: ReactNode
}

/** The price notice, the day it comes into force, and how amounts are rounded. */
export function HeadPanel({ content, season, faults, questions, onChange, children }: Props): ReactNode {
  const { notice, rounding } = content
  const setNotice = (patch: Partial<RuleSetContent['notice']>) => onChange({ ...content, notice: { ...notice, ...patch } })
  const setRounding = (patch: Partial<RuleSetContent['rounding']>) => onChange({ ...content, rounding: { ...rounding, ...patch } })
  return (
    <section aria-label="价格文件与进位" className="nz-paper">
      <h2>价格文件与进位</h2>
      <div className="nz-fields">
        <Labelled fault={wordsAt(faults, 'notice.no')} label="文号">
          {(parts) => <Input {...parts} maxLength={64} onChange={(event) => setNotice({ no: event.target.value })} value={notice.no} />}
        </Labelled>
        <Labelled fault={wordsAt(faults, 'notice.issuedOn')} label="发布日">
          {(parts) => <DayInput onChange={(issuedOn) => setNotice({ issuedOn })} parts={parts} value={notice.issuedOn} />}
        </Labelled>
        <Labelled
          fault={wordsAt(faults, 'validFrom')}
          hint={`采暖季 ${season.startsOn} 至 ${season.endsOn}；季前出账的，填出账前的日期。`}
          label="生效日"
          question={wordsAt(questions, 'validFrom')}
        >
          {(parts) => <DayInput onChange={(validFrom) => onChange({ ...content, validFrom })} parts={parts} value={content.validFrom} />}
        </Labelled>
        <Labelled fault={wordsAt(faults, 'notice.title')} label="文件名称" wide>
          {(parts) => (
            <Input {...parts} maxLength={200} onChange={(event) => setNotice({ title: event.target.value })} value={notice.title} />
          )}
        </Labelled>
        <Labelled fault={wordsAt(faults, 'rounding.level')} label="进位层次">
          {(parts) => (
            <Select {...parts} onChange={(level: string) => setRounding({ level })} options={roundingLevelOptions} value={rounding.level} />
          )}
        </Labelled>
        <Labelled fault={wordsAt(faults, 'rounding.mode')} label="进位方式">
          {(parts) => (
            <Select {...parts} onChange={(mode: string) => setRounding({ mode })} options={roundingModeOptions} value={rounding.mode} />
          )}
        </Labelled>
        <Labelled fault={wordsAt(faults, 'rounding.unit')} label="进位到">
          {(parts) => (
            <Select {...parts} onChange={(unit: string) => setRounding({ unit })} options={roundingUnitOptions} value={rounding.unit} />
          )}
        </Labelled>
      </div>
      {children}
    </section>
  )
}
