import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { useSend } from '../../../api/context.ts'
import { householdList } from '../../../api/households.ts'

type Props = {
  readonly seasonCode: string
  readonly value: string | null
  readonly onChange: (householdNo: string | null) => void
}

/** A household of the season, by card number, name or address; with nothing typed the first ones. */
export function HouseholdSelect({ seasonCode, value, onChange }: Props): ReactNode {
  const [search, setSearch] = useState('')
  const wanted = { seasonCode, page: 1, pageSize: 20, ...(search.trim() ? { search: search.trim() } : {}) }
  const answer = useQuery(householdList(useSend(), wanted))
  const rows = answer.data?.items ?? []
  const options = rows.map(({ householdNo, customerName, address }) => ({
    value: householdNo,
    label: `${householdNo} ${customerName}　${address}`,
  }))
  return (
    <Select
      allowClear
      aria-label="试算用热户"
      loading={answer.isFetching}
      notFoundContent={answer.error ? '查找没有成功，请重试' : '没有找到'}
      onChange={(householdNo: string | undefined) => onChange(householdNo ?? null)}
      options={value && !options.some((option) => option.value === value) ? [{ value, label: value }, ...options] : options}
      placeholder="卡号 / 姓名 / 地址"
      showSearch={{ filterOption: false, onSearch: setSearch }}
      style={{ width: '100%' }}
      value={value}
    />
  )
}
