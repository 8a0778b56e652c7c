import { useQuery } from '@tanstack/react-query'
import { Button, Select, Table, Tag } from 'antd'
import { type ReactNode, useState } from 'react'
import type { HouseholdMarks } from '../../../../../../shared/contracts/households/marks.ts'
import { type ListKind, listKindNames } from '../../../../../../shared/format/household-words.ts'
import { useAccess, useSend } from '../../../../api/context.ts'
import { householdMarks, householdOptions } from '../../../../api/households.ts'
import { ErrorPanel } from '../../../../components/ErrorPanel.tsx'
import { Loading } from '../../../../components/Loading.tsx'
import { useMark } from '../use-mark.ts'
import { ListDialog } from './ListDialog.tsx'

type Listed = HouseholdMarks['lists'][number]

/** 标签与黑白名单 of one household. */
export function MarksPanel({ householdNo }: { readonly householdNo: string }): ReactNode {
  const { data, error, refetch } = useQuery(householdMarks(useSend(), householdNo))
  if (!data) return error ? <ErrorPanel compact error={error} onRetry={() => void refetch()} /> : <Loading />
  return (
    <>
      <TagsPanel householdNo={householdNo} tags={data.tags} />
      <ListsPanel householdNo={householdNo} lists={data.lists} />
    </>
  )
}

function TagsPanel({ householdNo, tags }: { readonly householdNo: string; readonly tags: readonly string[] }): ReactNode {
  const { editHousehold } = useAccess()
  const options = useQuery(householdOptions(useSend())).data
  const [wanted, setWanted] = useState<readonly string[] | null>(null)
  const set = useMark(householdNo, 'tags', () => setWanted(null))
  return (
    <section aria-label="客户标签" className="nz-paper">
      <h2 className="nz-heading-line">
        客户标签
        {editHousehold && wanted === null ? (
          <Button onClick={() => setWanted(tags)} size="small">
            修改标签
          </Button>
        ) : null}
      </h2>
      {wanted === null ? (
        <p>{tags.length === 0 ? <span className="nz-none">没有标签</span> : tags.map((tag) => <Tag key={tag}>{tag}</Tag>)}</p>
      ) : (
        <div className="nz-batch">
          <Select
            aria-label="客户标签"
            autoFocus
            maxCount={20}
            mode="tags"
            onChange={(next: string[]) => setWanted(next)}
            options={(options?.tags ?? []).map((value) => ({ value, label: value }))}
            placeholder="选择已有的，或写新标签后回车"
            style={{ width: 480 }}
            tokenSeparators={['，', ',', '、', ' ']}
            value={[...wanted]}
          />
          <Button loading={set.isPending} onClick={() => set.mutate({ tags: wanted })} type="primary">
            保存标签
          </Button>
          <Button onClick={() => setWanted(null)}>取消</Button>
        </div>
      )}
      {set.error ? <ErrorPanel compact error={set.error} /> : null}
    </section>
  )
}

function ListsPanel({ householdNo, lists }: { readonly householdNo: string; readonly lists: readonly Listed[] }): ReactNode {
  const { markLists } = useAccess()
  const [asking, setAsking] = useState<ListKind | null>(null)
  const on = (list: ListKind) => lists.some((entry) => entry.current && entry.list === list)
  return (
    <section aria-label="黑白名单" className="nz-paper">
      <h2 className="nz-heading-line">
        黑白名单
        {markLists
          ? (['black', 'white'] as const).map((list) => (
              <Button key={list} onClick={() => setAsking(list)} size="small">
                {on(list) ? `移出${listKindNames[list]}` : `列入${listKindNames[list]}`}
              </Button>
            ))
          : null}
      </h2>
      <Table<Listed>
        aria-label="黑白名单"
        columns={[
          { title: '名单', dataIndex: 'list', width: 88, render: (list: ListKind) => listKindNames[list] },
          { title: '原因', dataIndex: 'reason' },
          { title: '起', dataIndex: 'fromOn', width: 112, className: 'nz-figures' },
          { title: '止', dataIndex: 'toOn', width: 112, className: 'nz-figures', render: (day: string | null) => day ?? '一直' },
          { title: '经办人', dataIndex: 'markedBy', width: 160, ellipsis: true },
          { title: '移出', dataIndex: 'endedBy', width: 160, ellipsis: true, render: (by: string | null) => by ?? '' },
          { title: '状态', dataIndex: 'current', width: 88, render: (current: boolean) => (current ? '生效中' : '已结束') },
        ]}
        dataSource={[...lists]}
        locale={{ emptyText: <p className="nz-empty">没有列入过名单</p> }}
        pagination={false}
        rowKey={({ list, fromOn, reason, current }) => `${list} ${fromOn} ${reason} ${current}`}
        size="small"
      />
      {asking ? (
        <ListDialog act={on(asking) ? 'end' : 'mark'} householdNo={householdNo} list={asking} onClose={() => setAsking(null)} />
      ) : null}
    </section>
  )
}
