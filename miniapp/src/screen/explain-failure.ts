import type { RequestFailure } from '../api/failure.ts'

export interface Explanation {
  readonly title: string
  readonly detail: string
  /** What the service desk needs to find this in the logs. */
  readonly requestId: string | null
}

/** What a failure means for the person and what to do now. */
export function explainFailure(failure: RequestFailure): Explanation {
  const requestId = failure.problem?.requestId ?? null
  switch (failure.kind) {
    case 'offline':
      return { title: '网络没有连通', detail: '请检查手机网络，再试一次。', requestId }
    case 'timeout':
      return { title: '等了很久没有回应', detail: '可能是网络慢，请再试一次。', requestId }
    case 'refused':
      return { title: titleOfRefusal(failure.problem?.status ?? 400), detail: failure.message, requestId }
    case 'signed-out':
      return { title: '您已退出登录', detail: '重新登录后就能看到自己的房屋和账单。', requestId }
    case 'sign-in':
      return { title: '还没有登录', detail: failure.message, requestId }
    case 'leaving':
      return { title: '正在前往登录', detail: '请稍候。', requestId }
    case 'broken':
      return { title: '服务暂时出了问题', detail: failure.problem?.detail ?? '不是您的操作有误，请过一会儿再试。', requestId }
  }
}

function titleOfRefusal(status: number): string {
  if (status === 404) return '没有找到'
  if (status === 429) return '操作太频繁'
  return '没有办成'
}
