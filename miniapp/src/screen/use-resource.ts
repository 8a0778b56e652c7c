import { useDidShow } from '@tarojs/taro'
import { useCallback, useRef, useState } from 'react'
import { failureOf, type RequestFailure } from '../api/failure.ts'

export type Resource<Data> =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly failure: RequestFailure }
  | { readonly state: 'ready'; readonly data: Data }

/**
 * What a screen shows from the server. Loads each time the screen comes up; what is there stays on the screen meanwhile,
 * and a failure then replaces it, because an old amount must not look like today's. Answers of an older load are dropped.
 */
export function useResource<Data>(load: () => Promise<Data>): { readonly resource: Resource<Data>; reload(): void } {
  const [resource, setResource] = useState<Resource<Data>>({ state: 'loading' })
  const latest = useRef({ load, turn: 0 })
  latest.current.load = load

  const run = useCallback(async () => {
    const turn = ++latest.current.turn
    const settle = (next: Resource<Data>) => {
      if (latest.current.turn === turn) setResource(next)
    }
    try {
      settle({ state: 'ready', data: await latest.current.load() })
    } catch (error) {
      const failure = failureOf(error)
      if (failure.kind !== 'leaving') settle({ state: 'failed', failure })
    }
  }, [])

  useDidShow(() => void run())
  const reload = useCallback(() => {
    setResource({ state: 'loading' })
    void run()
  }, [run])
  return { resource, reload }
}
