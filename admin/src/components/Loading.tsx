import { Skeleton } from 'antd'
import type { ReactNode } from 'react'

export function Loading({ rows = 6 }: { readonly rows?: number }): ReactNode {
  return (
    <div aria-busy="true" aria-label="正在载入" className="nz-loading" role="status">
      <Skeleton paragraph={{ rows }} title={false} />
    </div>
  )
}
