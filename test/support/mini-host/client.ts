import type { Dialect } from './dialect.ts'

/** An argument of a client function: options with callbacks. */
export interface ApiOptions {
  success?(answer: unknown): void
  fail?(error: unknown): void
  complete?(answer: unknown): void
  readonly [name: string]: unknown
}
export type ApiFunction = (...args: never[]) => unknown
export type Api = Readonly<Record<string, ApiFunction>>
export interface ApiCall {
  readonly name: string
  readonly args: readonly unknown[]
}

/** Functions that Taro looks up while it starts, beside those the app uses: it promisifies what it finds. */
const expected = [
  'showToast',
  'showModal',
  'hideKeyboard',
  'setNavigationBarTitle',
  'pageScrollTo',
  'stopPullDownRefresh',
  'getUpdateManager',
]

/**
 * The client's API object. Every call is kept with its arguments; a call to something the host does not have is an error,
 * because on a phone it would be one.
 */
export function createClient(dialect: Dialect, api: Api, calls: ApiCall[], errors: string[]): Record<string, ApiFunction> {
  const client: Record<string, ApiFunction> = {}
  for (const name of new Set([...Object.keys(api), ...expected])) {
    client[name] = (...args: unknown[]) => {
      calls.push({ name, args: args.map((arg) => (arg !== null && typeof arg === 'object' ? { ...arg } : arg)) })
      const run = api[name] as ((...args: unknown[]) => unknown) | undefined
      if (run === undefined) {
        errors.push(`${dialect.global}.${name} is not in the host`)
        return undefined
      }
      return returnsPromise(dialect, run, args[0]) ? promised(run, args[0] as ApiOptions | undefined) : run.apply(client, args)
    }
  }
  return client
}

/** Marks a function that answers by callbacks; in WeChat it returns a promise when it is called without them. */
export function byCallbacks<Options extends ApiOptions>(run: (options: Options) => unknown): ApiFunction {
  return Object.assign(run, { byCallbacks: true }) as ApiFunction
}

/** A callback function from one that returns a promise. */
export function answering(act: (options: ApiOptions) => Promise<unknown>): ApiFunction {
  return byCallbacks((options: ApiOptions = {}) => {
    act(options)
      .then(
        (answer) => options.success?.(answer),
        (error) => options.fail?.(error),
      )
      .finally(() => options.complete?.({}))
  })
}

function returnsPromise(dialect: Dialect, run: object, options: unknown): boolean {
  if (dialect.name !== 'weapp' || !('byCallbacks' in run)) return false
  const { success, fail, complete } = (options ?? {}) as ApiOptions
  return !success && !fail && !complete
}

function promised(run: (options: ApiOptions) => unknown, options: ApiOptions = {}): Promise<unknown> {
  return new Promise((success, fail) => void run({ ...options, success, fail }))
}
