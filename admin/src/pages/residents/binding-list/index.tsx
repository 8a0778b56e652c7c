import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import type { BindingQuery, BindingRow } from '../../../../../shared/contracts/residents/bindings.ts'
import { useAccess, useSend } from '../../../api/context.ts'
import { bindingList, removeBinding } from '../../../api/residents.ts'
import { useWrite } from '../../../api/use-write.ts'
import { AskReason } from '../../../components/AskReason.tsx'
import { FilterSelect } from '../../../components/FilterSelect.tsx'
import { useFilters } from '../../../components/filters.ts'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { SearchBox } from '../../../components/SearchBox.tsx'
import { EmptyRows, SearchTable } from '../../../components/SearchTable.tsx'
import { bindingRoleName, platformName } from '../../../words/names.ts'
import { bindingStateOptions } from '../../../words/states.ts'
import { bindingColumns } from './columns.tsx'

const platforms = ['wechat-mini', 'wechat-official', 'alipay-mini', 'h5'].map((value) => ({ value, label: platformName(value) }))
const roles = ['holder', 'family', 'payer'].map((value) => ({ value, label: bindingRoleName(value) }))
const none = { household: '', phoneTail: '', platform: '', role: '', state: '' }

export default function BindingListPage(): ReactNode {
  const { removeBindings } = useAccess()
  const { values, paging, setFilters, setPaging } = useFilters(['household', 'phoneTail', 'platform', 'role', 'state'])
  const answer = useQuery(bindingList(useSend(), { ...values, ...paging } as Partial<BindingQuery>))
  const [chosen, setChosen] = useState<BindingRow | null>(null)
  const remove = useWrite((send, reason: string, key) => removeBinding(send, chosen?.bindingNo ?? '', reason, key), {
    refresh: [['bindings']],
    onDone: () => setChosen(null),
  })
  const filtered = Object.keys(values).length > 0
  const act = (row: BindingRow) =>
    removeBindings && row.state === 'active' ? (
      <Button
        aria-label={`解除 ${row.householdNo} 的绑定`}
        onClick={() => {
          remove.reset()
          setChosen(row)
        }}
        size="small"
        type="link"
      >
        解除
      </Button>
    ) : (
      <span className="nz-none">—</span>
    )
  return (
    <>
      <PageHeader note="用户在小程序、公众号里绑定的房屋；解除后本人看不到该户，可重新核对后再绑定" title="用户绑定" />
      <SearchTable
        answer={answer}
        columns={bindingColumns(act)}
        empty={
          <EmptyRows
            onClear={filtered ? () => setFilters(none) : undefined}
            text={filtered ? '没有符合条件的绑定' : '还没有用户绑定房屋'}
          />
        }
        filters={
          <>
            <SearchBox
              label="客户卡号"
              onSearch={(household) => setFilters({ household })}
              placeholder="客户卡号"
              value={values.household ?? ''}
              width={160}
            />
            <SearchBox
              label="手机后四位"
              onSearch={(phoneTail) => setFilters({ phoneTail: /^\d{4}$/.test(phoneTail) ? phoneTail : '' })}
              placeholder="手机后四位"
              value={values.phoneTail ?? ''}
              width={144}
            />
            <FilterSelect label="来源" onChange={(platform) => setFilters({ platform })} options={platforms} value={values.platform} />
            <FilterSelect label="身份" onChange={(role) => setFilters({ role })} options={roles} value={values.role} width={104} />
            <FilterSelect
              label="状态"
              onChange={(state) => setFilters({ state })}
              options={bindingStateOptions}
              value={values.state}
              width={104}
            />
          </>
        }
        label="用户绑定列表"
        minWidth={1120}
        name="bindings"
        onPaging={setPaging}
        paging={paging}
        rowKey={({ bindingNo }) => bindingNo}
      />
      {chosen ? (
        <AskReason
          danger
          error={remove.error}
          note={`${chosen.address}（${chosen.householdNo}），${bindingRoleName(chosen.role)} ${chosen.phone ?? chosen.residentNo}。`}
          okText="解除绑定"
          onClose={() => setChosen(null)}
          onOk={(reason) => remove.mutate(reason)}
          pending={remove.isPending}
          title="解除绑定"
        />
      ) : null}
    </>
  )
}
