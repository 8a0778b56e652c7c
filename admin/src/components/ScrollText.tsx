import type { ReactNode } from 'react'

/** Long preformatted text that scrolls inside, also by keyboard. */
export function ScrollText({
  label,
  text,
  className,
}: {
  readonly label: string
  readonly text: string
  readonly className: string
}): ReactNode {
  return (
    // The keyboard must reach a region that scrolls.
    <section aria-label={label} className={className} tabIndex={0}>
      <pre>{text}</pre>
    </section>
  )
}
