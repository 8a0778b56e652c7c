import type { ReactNode } from 'react'
import { CopyText } from './CopyText.tsx'
import { ScrollText } from './ScrollText.tsx'

/** What was said on the wire, readable and copyable. */
export function JsonBlock({ label, value }: { readonly label: string; readonly value: unknown }): ReactNode {
  const text = JSON.stringify(value, null, 2)
  return (
    <figure className="nz-json">
      <figcaption>
        {label}
        <CopyText hideText label="复制" text={text} />
      </figcaption>
      <ScrollText className="nz-json-text" label={label} text={text} />
    </figure>
  )
}
