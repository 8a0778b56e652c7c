import { Checkbox, Select } from 'antd'
import type { ReactNode } from 'react'
import type { RuleSetContent } from '../../../../../../shared/contracts/tariffs.ts'
import { type Placed, ruleInput, wordsAt } from '../../form/place-remarks.ts'
import { roundingLevelOptions, roundingModeOptions, roundingUnitOptions } from '../../form/rounding-words.ts'
import { Labelled } from './Labelled.tsx'

type Rounding = RuleSetContent['rounding']
type Props = {
  readonly index: number
  readonly rounding: Rounding | undefined
  /** What the notice rounds everything else by. */
  readonly faults: Placed
  readonly onChange: (rounding: Rounding | undefined) => void
}

const usual: Rounding = { level: 'line', mode: 'half-up', unit: 'fen' }
/** A rule rounds its own lines or its own fee; the whole bill is the notice's business. */
const ownLevels = roundingLevelOptions.filter(({ value }) => value !== 'bill')

/** How the lines of this rule are rounded, where the notice rounds them otherwise than the rest. */
export function OwnRounding({ index, rounding, faults, onChange }: Props): ReactNode {
  const set = (patch: Partial<Rounding>) => onChange({ ...(rounding ?? usual), ...patch })
  const part = (key: keyof Rounding, label: string, options: typeof roundingLevelOptions) => (
    <Labelled fault={wordsAt(faults, ruleInput(index, `rounding.${key}`))} label={label}>
      {(parts) => (
        <Select {...parts} onChange={(value: string) => set({ [key]: value })} options={options} value={(rounding ?? usual)[key]} />
      )}
    </Labelled>
  )
  return (
    <>
      <Checkbox checked={rounding !== undefined} onChange={({ target }) => onChange(target.checked ? usual : undefined)}>
        本条规则另定进位
      </Checkbox>
      {rounding ? (
        <div className="nz-fields">
          {part('level', '进位层次', ownLevels)}
          {part('mode', '进位方式', roundingModeOptions)}
          {part('unit', '进位到', roundingUnitOptions)}
        </div>
      ) : null}
    </>
  )
}
