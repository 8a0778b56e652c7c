import type { Problem } from '../../../shared/contracts/problem.ts'

/** A refusal of the server, or of the way to it (status 0). `message` is Chinese and may be shown as it is. */
export class ApiProblem extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.detail)
    this.name = 'ApiProblem'
    this.problem = problem
  }
  get status(): number {
    return this.problem.status
  }
  get code(): string {
    return this.problem.code
  }
}

function ownProblem(status: number, code: string, title: string, detail: string, requestId: string): ApiProblem {
  return new ApiProblem({ type: 'about:blank', title, status, code, detail, requestId })
}

export function unreachable(): ApiProblem {
  return ownProblem(0, 'UNREACHABLE', '网络不通', '连不上服务器，请检查网络后重试。', '')
}

/** Something between us and the server answered, or the server broke off: whether a write took effect is not known. */
export function unreadable(status: number, requestId: string): ApiProblem {
  return ownProblem(status, 'UNREADABLE_ANSWER', '服务器答复异常', `服务器没有给出可读的答复（${status}），请稍后重试。`, requestId)
}

export function isProblem(value: unknown): value is Problem {
  if (typeof value !== 'object' || value === null) return false
  const candidate = value as Partial<Record<keyof Problem, unknown>>
  return typeof candidate.code === 'string' && typeof candidate.detail === 'string' && typeof candidate.status === 'number'
}

/** True when sending the same again may help: the way is broken, not the request. */
export function isPassing(error: unknown): boolean {
  return error instanceof ApiProblem && (error.status === 0 || error.status === 502 || error.status === 503 || error.status === 504)
}
