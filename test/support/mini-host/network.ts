import { type Api, type ApiOptions, answering } from './client.ts'

interface RequestOptions extends ApiOptions {
  readonly url: string
  readonly method?: string
  readonly header?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly data?: unknown
  readonly timeout?: number
}

/**
 * wx.request and my.request over real HTTP. The compiled app asks an https address, as the clients demand;
 * the host leads all of it to `serverUrl`, and refuses anything else as the clients' list of allowed hosts would.
 */
export function networkOver(serverUrl: string): Api {
  return { request: answering((options) => sendTo(serverUrl, options)) }
}

/** One request of the app; throws what the client's `fail` is called with. */
export async function sendTo(serverUrl: string, given: ApiOptions): Promise<unknown> {
  const options = given as RequestOptions
  const { protocol, pathname, search } = new URL(options.url)
  if (protocol !== 'https:') throw { errMsg: `request:fail url not in domain list: ${options.url}` }
  try {
    const answer = await fetch(serverUrl + pathname + search, {
      method: options.method ?? 'GET',
      headers: { ...(options.header ?? options.headers) },
      signal: AbortSignal.timeout(options.timeout ?? 60_000),
      redirect: 'manual',
      ...(options.data === undefined ? {} : { body: typeof options.data === 'string' ? options.data : JSON.stringify(options.data) }),
    })
    const headers = Object.fromEntries(answer.headers)
    return { statusCode: answer.status, status: answer.status, header: headers, headers, data: dataOf(await answer.text()) }
  } catch (error) {
    const timedOut = error instanceof Error && error.name === 'TimeoutError'
    throw { errMsg: timedOut ? 'request:fail timeout' : `request:fail ${String(error)}` }
  }
}

/** The clients parse what parses and hand over the text otherwise, whatever the content type says. */
function dataOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
