import type { ReactNode } from 'react'
import { ApiProblem } from '../../../../api/problem.ts'

/** Why nobody was let in. A locked name says until when; a wrong name and a wrong password read the same. */
export function SignInRefused({ error }: { readonly error: unknown }): ReactNode {
  const problem = error instanceof ApiProblem ? error.problem : null
  const locked = problem?.status === 423
  return (
    <div className="nz-notice nz-notice-attention" role="alert">
      {locked ? <strong>账号已锁定</strong> : null}
      <p>{problem?.detail ?? '登录没有成功，请重试。'}</p>
      {problem?.errors?.map(({ path, message }) => (
        <p key={path}>{message}</p>
      ))}
      {problem && problem.status >= 500 && problem.requestId ? <p className="nz-error-request">请求编号 {problem.requestId}</p> : null}
    </div>
  )
}
