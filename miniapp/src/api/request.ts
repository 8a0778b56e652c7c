import Taro from '@tarojs/taro'
import type { ResidentSession } from '../../../shared/contracts/residents.ts'
import { platform } from '../platform/index.ts'
import { failureOfAnswer, RequestFailure } from './failure.ts'
import { newKey } from './intention.ts'
import { hasSignedOut } from './signed-out.ts'

export interface Call {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly path: string
  readonly body?: object
  /** Writes: the key of the person's intention. */
  readonly key?: string
}

const timeoutMs = 15_000
let signingIn: Promise<void> | null = null

/** Sends one call, signing in silently when that is needed, at most once. Throws RequestFailure. */
export async function request<Answer>(call: Call): Promise<Answer> {
  if (hasSignedOut()) throw new RequestFailure('signed-out', null, '您已退出登录')
  if (!platform.mayBeSignedIn()) await signIn()
  const first = await send(call)
  if (first.statusCode !== 401) {
    platform.signInWorked()
    return answerOf<Answer>(first)
  }
  platform.forgetSignIn()
  await signIn()
  return answerOf<Answer>(await send(call))
}

/** The same for what anybody may see: nobody is signed in for it. Throws RequestFailure. */
export async function requestOpenly<Answer>(call: Call): Promise<Answer> {
  return answerOf<Answer>(await send(call))
}

/** Several requests of one screen share one sign-in. */
function signIn(): Promise<void> {
  signingIn ??= signInNow().finally(() => {
    signingIn = null
  })
  return signingIn
}

async function signInNow(): Promise<void> {
  let outcome: 'signed-in' | 'leaving'
  try {
    outcome = await platform.signIn(async (proof) =>
      answerOf<ResidentSession>(await send({ method: 'POST', path: '/api/resident/sessions', body: proof, key: newKey() })),
    )
  } catch (error) {
    if (error instanceof RequestFailure) throw error
    throw new RequestFailure('sign-in', null, error instanceof Error ? error.message : '登录没有成功，请稍后再试。')
  }
  if (outcome === 'leaving') throw new RequestFailure('leaving', null, '正在前往登录')
}

interface RawAnswer {
  readonly statusCode: number
  readonly data: unknown
}

async function send({ method, path, body, key }: Call): Promise<RawAnswer> {
  const write = method !== 'GET'
  const header: Record<string, string> = { Accept: 'application/json', ...platform.headers(write) }
  if (body) header['Content-Type'] = 'application/json'
  if (write) header['Idempotency-Key'] = key ?? newKey()
  try {
    const answer = await Taro.request({
      url: platform.apiBase + path,
      method,
      header,
      timeout: timeoutMs,
      ...(body ? { data: body } : {}),
    })
    // A fetch that was cut off may end without a status.
    if (!answer.statusCode) throw new Error('no answer')
    return answer
  } catch (error) {
    throw isTimeout(error) ? new RequestFailure('timeout', null, '服务器没有及时回应') : new RequestFailure('offline', null, '网络没有连通')
  }
}

/** WeChat and Alipay say 'timeout' in the message, a browser aborts the fetch. */
function isTimeout(error: unknown): boolean {
  const { errMsg, name, message } = (error ?? {}) as { errMsg?: string; name?: string; message?: string }
  return name === 'AbortError' || /time\s?out|abort/i.test(`${errMsg ?? ''} ${message ?? ''}`)
}

function answerOf<Answer>({ statusCode, data }: RawAnswer): Answer {
  if (statusCode >= 200 && statusCode < 300) return data as Answer
  throw failureOfAnswer(statusCode, data)
}
