import { useQuery } from '@tanstack/react-query'
import { AutoComplete, Checkbox, DatePicker, Form, Select } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import type { ReactNode } from 'react'
import type { HouseholdOptions } from '../../../../../../shared/contracts/households.ts'
import { householdFieldTitles } from '../../../../../../shared/format/household-words.ts'
import { useSend } from '../../../../api/context.ts'
import { householdOptions } from '../../../../api/households.ts'
import { type ActKind, type BulkFieldName, bulkFieldNames, type Filled, isFlag } from '../acts.ts'

const choices = (words: readonly string[] = []) => words.map((value) => ({ value }))

/** What an act needs to know beside the households. */
export function ActFields({ kind }: { readonly kind: ActKind }): ReactNode {
  const options = useQuery(householdOptions(useSend())).data
  if (kind === 'tag-add' || kind === 'tag-remove')
    return (
      <Form.Item
        extra={kind === 'tag-add' ? '可选已有的，也可直接写新标签，最多 16 个字' : undefined}
        label="标签"
        name="tag"
        rules={[{ required: true, whitespace: true, message: '请填写标签' }]}
      >
        {kind === 'tag-add' ? (
          <AutoComplete autoFocus maxLength={16} options={choices(options?.tags)} showSearch={{ filterOption: matches }} />
        ) : (
          <Select autoFocus options={choices(options?.tags)} placeholder="请选择" />
        )}
      </Form.Item>
    )
  if (kind === 'black' || kind === 'white')
    return (
      <Form.Item extra="不填则一直有效，直到移出" getValueProps={dayValue} label="截止日期" name="toOn" normalize={dayText}>
        <DatePicker disabledDate={(day: Dayjs) => day.isBefore(dayjs().startOf('day'))} style={{ width: '100%' }} />
      </Form.Item>
    )
  return kind === 'set' ? <SetFields options={options} /> : null
}

function SetFields({ options }: { readonly options: HouseholdOptions | undefined }): ReactNode {
  const form = Form.useFormInstance<Filled>()
  const field = Form.useWatch('field', form)
  const clear = Form.useWatch('clear', form)
  return (
    <>
      <Form.Item label="字段" name="field" rules={[{ required: true, message: '请选择字段' }]}>
        <Select
          autoFocus
          onChange={() => form.setFieldsValue({ value: undefined, clear: false } as never)}
          options={bulkFieldNames.map((value) => ({ value, label: householdFieldTitles[value] }))}
          placeholder="请选择"
        />
      </Form.Item>
      {field && isFlag(field) ? (
        <Form.Item label="改为" name="value" rules={[{ required: true, message: '请选择' }]}>
          <Select
            options={[
              { value: 'yes', label: '是' },
              { value: 'no', label: '否' },
            ]}
            placeholder="请选择"
          />
        </Form.Item>
      ) : null}
      {field && !isFlag(field) ? (
        <>
          <Form.Item label="改为" name="value" rules={clear ? [] : [{ required: true, whitespace: true, message: '请填写' }]}>
            <AutoComplete
              {...(clear ? { disabled: true } : {})}
              maxLength={32}
              options={choices(wordsOf(field, options))}
              showSearch={{ filterOption: matches }}
            />
          </Form.Item>
          <Form.Item name="clear" valuePropName="checked">
            <Checkbox>清空这个字段</Checkbox>
          </Form.Item>
        </>
      ) : null}
    </>
  )
}

export function wordsOf(field: BulkFieldName, options: HouseholdOptions | undefined): readonly string[] {
  if (field === 'substation') return options?.substations ?? []
  if (field === 'payingOrg') return options?.payingOrgs ?? []
  return options?.words[field] ?? []
}

function matches(typed: string, option: { readonly value?: unknown } | undefined): boolean {
  return String(option?.value ?? '').includes(typed.trim())
}
const dayValue = (value: string | undefined) => ({ value: value ? dayjs(value) : null })
const dayText = (value: Dayjs | null) => value?.format('YYYY-MM-DD')
