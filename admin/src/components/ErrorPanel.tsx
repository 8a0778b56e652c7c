import { Button } from 'antd'
import type { ReactNode } from 'react'
import { ApiProblem } from '../api/problem.ts'
import { CopyText } from './CopyText.tsx'

type Props = { readonly error: unknown; readonly onRetry?: () => void; readonly compact?: boolean }

/** Says what went wrong in the server's own words, with the request id a colleague can look up. */
export function ErrorPanel({ error, onRetry, compact = false }: Props): ReactNode {
  const problem = error instanceof ApiProblem ? error.problem : null
  const forbidden = problem?.status === 403
  return (
    <div className={compact ? 'nz-error nz-error-compact' : 'nz-error'} role="alert">
      <p className="nz-error-title">{problem ? headingOf(problem.status) : '页面出错了'}</p>
      <p>{problem?.detail ?? '控制台遇到了没有预料到的情况，请重试；仍不行请联系管理员。'}</p>
      {problem?.errors?.map(({ path, message }) => (
        <p className="nz-error-field" key={path}>
          {message}
        </p>
      ))}
      {problem?.requestId ? (
        <p className="nz-error-request">
          {problem.code} · 请求编号 <CopyText text={problem.requestId} />
        </p>
      ) : null}
      {onRetry && !forbidden ? (
        <Button onClick={onRetry} size={compact ? 'small' : 'middle'}>
          重试
        </Button>
      ) : null}
    </div>
  )
}

function headingOf(status: number): string {
  if (status === 0) return '网络不通'
  if (status === 403) return '没有权限'
  if (status === 404) return '没有找到'
  if (status === 409) return '情况有变化'
  return status >= 500 ? '服务器出错' : '没有成功'
}
