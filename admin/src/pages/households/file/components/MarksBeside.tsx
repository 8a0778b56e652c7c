import { useQuery } from '@tanstack/react-query'
import { Tag } from 'antd'
import type { ReactNode } from 'react'
import { listKindNames } from '../../../../../../shared/format/household-words.ts'
import { useSend } from '../../../../api/context.ts'
import { householdMarks } from '../../../../api/households.ts'

/** Tags and lists beside the name: what whoever opens the file must see first. */
export function MarksBeside({ householdNo }: { readonly householdNo: string }): ReactNode {
  const { data } = useQuery(householdMarks(useSend(), householdNo))
  if (!data) return null
  return (
    <span className="nz-tags">
      {data.lists
        .filter(({ current }) => current)
        .map(({ list, reason }) => (
          <span className={`nz-list-mark nz-list-${list}`} key={list} title={reason}>
            {listKindNames[list]}
          </span>
        ))}
      {data.tags.map((tag) => (
        <Tag key={tag}>{tag}</Tag>
      ))}
    </span>
  )
}
