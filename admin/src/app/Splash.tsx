import type { ReactNode } from 'react'

/** Shown for the moment between opening the page and knowing who is there. */
export function Splash(): ReactNode {
  return (
    <div aria-label="正在打开" className="nz-splash" role="status">
      <img alt="" height={40} src="/admin/mark.svg" width={40} />
    </div>
  )
}
