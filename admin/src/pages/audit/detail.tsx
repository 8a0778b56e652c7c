import type { ReactNode } from 'react'
import { operationLines } from '../../../../shared/format/operation-words.ts'

type Detail = Readonly<Record<string, unknown>>

/** In one line, for the table. */
export function detailSentence(detail: Detail): string {
  return (
    operationLines(detail)
      .map(({ name, text }) => `${name} ${text}`)
      .join('，') || '—'
  )
}

/** Line by line: what changed as old → new. */
export function DetailLines({ detail }: { readonly detail: Detail }): ReactNode {
  const lines = operationLines(detail)
  if (lines.length === 0) return null
  return (
    <dl className="nz-facts">
      {lines.map(({ name, text }) => (
        <div className="nz-fact" key={`${name} ${text}`}>
          <dt>{name}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  )
}
