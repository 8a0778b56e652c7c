import type { AskedFact, PublicCustomer } from '../../../../../shared/contracts/tariffs/public.ts'
import { Button } from '../../../components/Button.tsx'
import { Card } from '../../../components/Card.tsx'
import { Choice } from '../../../components/Choice.tsx'
import { Field } from '../../../components/Field.tsx'
import { type Answers, type AreaFaults, statusFact } from './calculator-form.ts'

interface Props {
  readonly number: number
  readonly several: boolean
  readonly customer: PublicCustomer
  readonly answers: Answers
  readonly faults: AreaFaults
  onChange(part: Answers): void
  onRemove(): void
}

const units = { 'square-metres': '平方米', metres: '米', percent: '%' } as const
const statuses = [
  { value: 'heating', name: '整季供暖' },
  { value: 'stopped', name: '整季报停' },
] as const
const yesNo = [
  { value: 'no', name: '不是' },
  { value: 'yes', name: '是' },
] as const

/** One area with what the rules want to know of it, and nothing else. */
export function AreaCard({ number, several, customer, answers, faults, onChange, onRemove }: Props) {
  const idOf = (fact: string) => `area-${number}-${fact}`
  return (
    <Card id={`area-${number}`} title={several ? `第 ${number} 处面积` : '房屋面积'}>
      {customer.asks.map((ask) => (
        <Ask
          key={ask.fact}
          id={idOf(ask.fact)}
          ask={ask}
          value={answers[ask.fact] ?? ''}
          fault={faults[ask.fact] ?? null}
          onChange={(value) => onChange({ [ask.fact]: value })}
        />
      ))}
      {customer.mayStop ? (
        <Choice
          id={idOf(statusFact)}
          name="用热"
          value={answers[statusFact] === 'stopped' ? 'stopped' : 'heating'}
          options={statuses}
          onChoose={(status) => onChange({ [statusFact]: status })}
        />
      ) : null}
      {several ? (
        <Button id={`remove-area-${number}`} kind="quiet" onPress={onRemove}>
          去掉这一处
        </Button>
      ) : null}
    </Card>
  )
}

interface AskProps {
  readonly id: string
  readonly ask: AskedFact
  readonly value: string
  readonly fault: string | null
  onChange(value: string): void
}

function Ask({ id, ask, value, fault, onChange }: AskProps) {
  const { kind, name, needed, hint, options } = ask
  if (kind === 'yes-no') return <Choice id={id} name={name} value={value === 'yes' ? 'yes' : 'no'} options={yesNo} onChoose={onChange} />
  if (kind === 'choice') {
    const none = needed ? [] : [{ value: '', name: '都不是' }]
    return <Choice id={id} name={name} value={value} options={[...options, ...none]} fault={fault} onChoose={onChange} />
  }
  const label = `${name}（${units[kind]}）${needed ? '' : '可不填'}`
  return <Field id={id} name={label} value={value} hint={hint} fault={fault} maxLength={12} decimal onChange={onChange} />
}
