import { Button } from 'antd'
import type { ReactNode } from 'react'
import { isRouteErrorResponse, useRouteError } from 'react-router'
import { ErrorPanel } from '../components/ErrorPanel.tsx'

/** A page that could not be loaded or drawn. After an upgrade the old page's files are gone: loading anew helps. */
export function RouteFault(): ReactNode {
  const error = useRouteError()
  const outdated = error instanceof TypeError && /dynamically imported module|module script/i.test(error.message)
  if (!outdated && !isRouteErrorResponse(error)) return <ErrorPanel error={error} onRetry={() => window.location.reload()} />
  return (
    <div className="nz-blank" role="alert">
      <h1 className="nz-blank-title">页面没有载入</h1>
      <p>系统可能刚刚升级，或网络中断。重新载入即可继续。</p>
      <Button onClick={() => window.location.reload()} type="primary">
        重新载入
      </Button>
    </div>
  )
}
