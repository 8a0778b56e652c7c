import { type ReactNode, useState } from 'react'
import type { RuleSetContent } from '../../../../../../shared/contracts/tariffs.ts'
import { type Placed, wordsAt } from '../../form/place-remarks.ts'
import type { WrittenRule } from '../../form/rule-words.ts'
import { swapped, useRowNames } from '../../form/use-row-names.ts'
import { AddRule } from './AddRule.tsx'
import { RuleCard } from './RuleCard.tsx'

type Props = {
  readonly rules: readonly WrittenRule[]
  readonly faults: Placed
  readonly questions: Placed
  readonly onChange: (rules: RuleSetContent['rules']) => void
}

/** The rules in their order: added, moved, removed, each opened to be written. */
export function RulesPanel({ rules, faults, questions, onChange }: Props): ReactNode {
  const { names, added, removed, swapped: namesSwapped } = useRowNames(rules.length)
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set())

  function toggle(name: number) {
    const next = new Set(open)
    if (!next.delete(name)) next.add(name)
    setOpen(next)
  }
  function move(index: number, by: -1 | 1) {
    namesSwapped(index, index + by)
    onChange(swapped(rules, index, index + by))
  }
  function add(rule: WrittenRule) {
    setOpen(new Set([...open, added()]))
    onChange([...rules, rule])
  }
  function remove(index: number) {
    removed(index)
    onChange(rules.filter((_, at) => at !== index))
  }

  const own = wordsAt(faults, 'rules') ?? wordsAt(questions, 'rules')
  return (
    <section aria-label="计费规则" className="nz-paper">
      <h2 className="nz-heading-line">计费规则（{rules.length} 条）</h2>
      {own ? <p className={wordsAt(faults, 'rules') ? 'nz-field-fault' : 'nz-field-question'}>{own}</p> : null}
      {rules.map((rule, index) => {
        const name = names[index] ?? 0
        return (
          <RuleCard
            faults={faults}
            first={index === 0}
            index={index}
            key={name}
            last={index === rules.length - 1}
            onChange={(next) => onChange(rules.map((one, at) => (at === index ? next : one)))}
            onMove={(by) => move(index, by)}
            onRemove={() => remove(index)}
            onToggle={() => toggle(name)}
            open={open.has(name)}
            questions={questions}
            rule={rule}
          />
        )
      })}
      <AddRule onAdd={add} />
    </section>
  )
}
