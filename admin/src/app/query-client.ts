import { QueryClient } from '@tanstack/react-query'
import { isPassing } from '../api/problem.ts'

/** Reads are repeated once when the way was broken; a refusal is shown at once. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: 5_000, retry: (failures, error) => failures < 1 && isPassing(error), retryDelay: 500 },
      mutations: { retry: false },
    },
  })
}
