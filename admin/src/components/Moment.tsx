import type { ReactNode } from 'react'
import { formatInstant, formatMinute } from '../../../shared/format/time.ts'

/** An instant of the API in Beijing time; to the minute in tables, to the second where order matters. */
export function Moment({ at, seconds = false }: { readonly at: string | null; readonly seconds?: boolean }): ReactNode {
  if (at === null) return <span className="nz-none">—</span>
  const instant = Date.parse(at)
  return (
    <time className="nz-figures" dateTime={at}>
      {seconds ? formatInstant(instant) : formatMinute(instant)}
    </time>
  )
}
