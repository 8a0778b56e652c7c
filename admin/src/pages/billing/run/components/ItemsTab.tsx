import { useMutation, useQuery } from '@tanstack/react-query'
import { App, Button, Tag } from 'antd'
import { type ReactNode, useState } from 'react'
import type { RunItem } from '../../../../../../shared/contracts/billing/runs.ts'
import type { BillingRun } from '../../../../../../shared/contracts/billing.ts'
import { plainYuan } from '../../../../../../shared/format/amount.ts'
import { runFile, runItems } from '../../../../api/billing.ts'
import { useAccess, useSend } from '../../../../api/context.ts'
import { orgUnitList } from '../../../../api/tenancy.ts'
import { FilterSelect } from '../../../../components/FilterSelect.tsx'
import { useFilters } from '../../../../components/filters.ts'
import { SearchBox } from '../../../../components/SearchBox.tsx'
import { EmptyRows, SearchTable } from '../../../../components/SearchTable.tsx'
import { saveFile } from '../../../exchange/save-file.ts'
import { itemColumns } from '../item-columns.tsx'
import { selectionOptions } from '../selections.ts'
import { CorrectButton } from './CorrectButton.tsx'
import { ItemSteps } from './ItemSteps.tsx'

const names = ['search', 'show', 'orgUnit', 'reason', 'fromFen', 'belowFen'] as const
const noFilters = { search: '', show: '', orgUnit: '', reason: '', fromFen: '', belowFen: '' }

/** The households of a run, each with its amount, what it is compared with, and the way to its steps. */
export function ItemsTab({ run }: { readonly run: BillingRun }): ReactNode {
  const send = useSend()
  const { message } = App.useApp()
  const { postBilling } = useAccess()
  const corrects = run.mode === 'compare' && run.state === 'done' && postBilling
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [explained, setExplained] = useState<RunItem | null>(null)
  const { values, paging, setFilters, setPaging } = useFilters(names)
  const answer = useQuery(runItems(send, { runNo: run.runNo, version: `${run.state}:${run.doneCount}` }, { ...values, ...paging }))
  const units = useQuery(orgUnitList(send))
  const filtered = Object.keys(values).length > 0
  const download = useMutation({
    mutationFn: async () => saveFile(await runFile(send, run.runNo, values), `出账-${run.runNo}.xlsx`),
    onError: (error) => void message.warning(error.message, 6),
  })
  const tags = [
    values.reason ? { text: values.reason, names: ['reason'] as const } : null,
    values.fromFen || values.belowFen ? { text: bandText(values.fromFen, values.belowFen), names: ['fromFen', 'belowFen'] as const } : null,
  ].flatMap((one) => one ?? [])
  return (
    <>
      <SearchTable
        answer={answer}
        columns={itemColumns(run.mode, setExplained)}
        empty={
          filtered ? <EmptyRows onClear={() => setFilters(noFilters)} text="没有符合条件的户" /> : <EmptyRows text="还没有处理到任何一户" />
        }
        filters={
          <>
            <SearchBox
              label="按卡号查找"
              onSearch={(search) => setFilters({ search })}
              placeholder="客户卡号"
              value={values.search ?? ''}
              width={144}
            />
            <FilterSelect
              label="筛选"
              onChange={(show) => setFilters({ show })}
              options={selectionOptions(run.mode)}
              value={values.show}
              width={168}
            />
            <FilterSelect
              label="组织"
              loading={units.isPending}
              onChange={(orgUnit) => setFilters({ orgUnit })}
              options={(units.data?.items ?? []).map(({ code, name }) => ({ value: code, label: name }))}
              value={values.orgUnit}
              width={160}
            />
            {tags.map(({ text, names: own }) => (
              <Tag closable key={text} onClose={() => setFilters(Object.fromEntries(own.map((name) => [name, ''])))}>
                {text.length > 24 ? `${text.slice(0, 24)}…` : text}
              </Tag>
            ))}
          </>
        }
        label="本批次的用热户"
        minWidth={1080}
        name={`billing-run-items-${run.mode}`}
        onPaging={setPaging}
        paging={paging}
        rowKey={(item) => item.householdNo}
        selection={corrects ? { keys: chosen, onChange: setChosen } : undefined}
        toolbar={[
          corrects ? <CorrectButton chosen={chosen} key="correct" onAsked={() => setChosen([])} run={run} /> : null,
          <Button disabled={(answer.data?.total ?? 0) === 0} key="export" loading={download.isPending} onClick={() => download.mutate()}>
            导出
          </Button>,
        ]}
      />
      {explained ? <ItemSteps item={explained} onClose={() => setExplained(null)} runNo={run.runNo} /> : null}
    </>
  )
}

function bandText(fromFen: string | undefined, belowFen: string | undefined): string {
  const yuan = (fen: string) => plainYuan(Number(fen)).replace(/\.00$/, '')
  const from = fromFen ? `${yuan(fromFen)} 元起` : ''
  return belowFen ? `${from}${belowFen === '1' ? '，0 元' : `，不到 ${yuan(belowFen)} 元`}` : from
}
