import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { HouseholdOptions } from '../../../../../../shared/contracts/households.ts'
import { customerClassName } from '../../../../../../shared/format/names.ts'
import { useSend } from '../../../../api/context.ts'
import { householdOptions } from '../../../../api/households.ts'
import { orgUnitList, seasonList } from '../../../../api/tenancy.ts'
import { householdSearchId } from '../../../../app/ShellHeader.tsx'
import { FilterSelect } from '../../../../components/FilterSelect.tsx'
import { FilterText } from '../../../../components/FilterText.tsx'
import type { FilterValues } from '../../../../components/filters.ts'
import { SearchBox } from '../../../../components/SearchBox.tsx'
import { type FormField, SearchForm } from '../../../../components/SearchForm.tsx'
import { householdStatusWord } from '../../../../words/states.ts'
import { type FilterName, filterNames, moreFilters } from '../filter-names.ts'

type Choice = { readonly value: string; readonly label: string }
type Patch = Partial<Record<FilterName, string | undefined>>
type Props = {
  readonly values: FilterValues<FilterName>
  readonly setFilters: (patch: Patch) => void
  readonly onEnter: (search: string) => void
}

const owedOptions = [
  { value: 'owed', label: '有欠费' },
  { value: 'clear', label: '无欠费' },
]
const plain = (words: readonly string[] = []): Choice[] => words.map((word) => ({ value: word, label: word }))
const yesOrNo = (yes: string, no: string): Choice[] => [
  { value: 'yes', label: yes },
  { value: 'no', label: no },
]
const statuses = ['heating', 'stopped', 'not-connected'].map((value) => ({ value, label: householdStatusWord(value).text }))

/** The conditions of the list: one row, and behind 更多 the rest of the seventeen. */
export function HouseholdSearchForm({ values, setFilters, onEnter }: Props): ReactNode {
  const send = useSend()
  const { community, building } = values
  const options = useQuery(householdOptions(send, { ...(community ? { community } : {}), ...(building ? { building } : {}) })).data
  const seasons = useQuery(seasonList(send))
  const units = useQuery(orgUnitList(send))
  const choose = (name: FilterName, label: string, choices: readonly Choice[], width: number | string = '100%') => (
    <FilterSelect
      label={label}
      onChange={(value) => setFilters(patchOf(name, value))}
      options={choices}
      value={values[name]}
      width={width}
    />
  )
  const type = (name: FilterName, label: string, placeholder: string) => (
    <FilterText label={label} onChange={(value) => setFilters({ [name]: value })} placeholder={placeholder} value={values[name]} />
  )
  return (
    <SearchForm
      first={
        <>
          <SearchBox
            autoFocus
            id={householdSearchId}
            label="查找用热户"
            onEnter={onEnter}
            onSearch={(search) => setFilters({ search })}
            placeholder="卡号 / 电话 / 姓名 / 首拼 / 地址 3-2-501"
            value={values.search ?? ''}
            width={288}
          />
          {choose(
            'seasonCode',
            '采暖季',
            [...new Set((seasons.data?.items ?? []).map(({ code }) => code))].map((code) => ({ value: code, label: code })),
            120,
          )}
          {choose('owed', '欠费情况', owedOptions, 104)}
          {choose(
            'orgUnit',
            '组织',
            (units.data?.items ?? []).map(({ code, name }) => ({ value: code, label: name })),
            144,
          )}
          {choose('community', '小区', plain(options?.communities), 128)}
        </>
      }
      label="用热户查询条件"
      more={moreFields(options, { choose, type })}
      onReset={() => setFilters(Object.fromEntries(filterNames.map((name) => [name, undefined])))}
      used={moreFilters.filter((name) => values[name] !== undefined).length}
    />
  )
}

type Controls = {
  readonly choose: (name: FilterName, label: string, choices: readonly Choice[]) => ReactNode
  readonly type: (name: FilterName, label: string, placeholder: string) => ReactNode
}

function moreFields(options: HouseholdOptions | undefined, { choose, type }: Controls): readonly FormField[] {
  const chosen = (name: FilterName, label: string, choices: readonly Choice[]) => ({ name, label, control: choose(name, label, choices) })
  const typed = (name: FilterName, label: string, placeholder: string) => ({ name, label, control: type(name, label, placeholder) })
  const classes = (options?.customerClasses ?? []).map((code) => ({ value: code, label: customerClassName(code) }))
  return [
    chosen('building', '楼号', plain(options?.buildings)),
    chosen('entrance', '单元', plain(options?.entrances)),
    typed('floor', '层号', '例如 3'),
    typed('customerName', '客户名称', '开头几个字'),
    chosen('customerClass', '客户类型', classes),
    chosen('subType', '客户子类型', plain(options?.words.subType)),
    chosen('status', '用热状态', statuses),
    chosen('substation', '换热站', plain(options?.substations)),
    chosen('payingOrg', '交费单位', plain(options?.payingOrgs)),
    chosen('cardHolder', '是否有卡', yesOrNo('有卡', '无卡')),
    chosen('blacklisted', '是否黑名单', yesOrNo('黑名单', '不在黑名单')),
    typed('householdNo', '客户卡号', '开头几位'),
    chosen('connectionType', '分户类型', plain(options?.words.connectionType)),
    chosen('tag', '客户标签', plain(options?.tags)),
    chosen('billingMethod', '计算方式', plain(options?.words.billingMethod)),
    typed('contractNo', '合同编号', '开头几位'),
  ]
}

/** A place chosen anew lets go of the places below the old one. */
function patchOf(name: FilterName, value: string | undefined): Patch {
  if (name === 'community') return { community: value, building: undefined, entrance: undefined }
  if (name === 'building') return { building: value, entrance: undefined }
  return { [name]: value }
}
