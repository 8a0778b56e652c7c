import { AutoComplete, DatePicker, Form, Input, Select } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import type { ReactNode } from 'react'
import type { HouseholdRecordFields, RecordInput } from '../../../../shared/contracts/households/record.ts'
import type { HouseholdOptions } from '../../../../shared/contracts/households.ts'
import { householdFieldTitles, householdWordKinds } from '../../../../shared/format/household-words.ts'

const flags = ['contractSigned', 'cardHolder', 'agencyAllowed'] as const
const texts = [...householdWordKinds, 'substation', 'payingOrg', 'contractNo', 'connectedSeason'] as const

/** The record in a form: texts are empty rather than null, flags are yes or no. */
export type RecordForm = { readonly [Key in (typeof texts)[number]]?: string } & {
  readonly [Key in (typeof flags)[number]]?: 'yes' | 'no'
} & { readonly connectedOn?: string | undefined }

export function recordForm(record: HouseholdRecordFields): RecordForm {
  return {
    ...Object.fromEntries(texts.map((name) => [name, record[name] ?? ''])),
    ...Object.fromEntries(flags.map((name) => [name, record[name] ? 'yes' : 'no'])),
    connectedOn: record.connectedOn ?? undefined,
  }
}

/** What of a form differs from the record; an emptied text is nothing any more. */
export function recordInput(filled: RecordForm, was: RecordForm): RecordInput {
  const changed = <Name extends keyof RecordForm>(names: readonly Name[]) =>
    names.filter((name) => (filled[name] ?? '').trim() !== (was[name] ?? ''))
  return {
    ...Object.fromEntries(changed(texts).map((name) => [name, filled[name]?.trim() || null])),
    ...Object.fromEntries(changed(flags).map((name) => [name, filled[name] === 'yes'])),
    ...Object.fromEntries(changed(['connectedOn']).map((name) => [name, filled[name] || null])),
  }
}

type Props = { readonly options: HouseholdOptions | undefined; readonly seasons: readonly string[]; readonly under?: string }

/** Every field of the record, in three columns; `under` is where in the form's values they stand. */
export function RecordFields({ options, seasons, under = 'record' }: Props): ReactNode {
  const words = (name: string): readonly string[] =>
    name === 'substation' ? (options?.substations ?? []) : name === 'payingOrg' ? (options?.payingOrgs ?? []) : (options?.words[name] ?? [])
  const item = (name: keyof RecordForm, control: ReactNode) => (
    <Form.Item key={name} label={householdFieldTitles[name]} name={[under, name]}>
      {control}
    </Form.Item>
  )
  return (
    <div className="nz-form-grid">
      {[...householdWordKinds, 'substation' as const, 'payingOrg' as const].map((name) =>
        item(
          name,
          <AutoComplete
            maxLength={32}
            options={words(name).map((value) => ({ value }))}
            showSearch={{ filterOption: (typed: string, option) => String(option?.value ?? '').includes(typed.trim()) }}
          />,
        ),
      )}
      {item('contractNo', <Input maxLength={64} />)}
      {item('connectedSeason', <AutoComplete maxLength={9} options={seasons.map((value) => ({ value }))} placeholder="例如 2012-2013" />)}
      <Form.Item
        getValueProps={(value: string | undefined) => ({ value: value ? dayjs(value) : null })}
        label={householdFieldTitles.connectedOn}
        name={[under, 'connectedOn']}
        normalize={(day: Dayjs | null) => day?.format('YYYY-MM-DD')}
      >
        <DatePicker style={{ width: '100%' }} />
      </Form.Item>
      {flags.map((name) =>
        item(
          name,
          <Select
            options={[
              { value: 'yes', label: '是' },
              { value: 'no', label: '否' },
            ]}
          />,
        ),
      )}
    </div>
  )
}
