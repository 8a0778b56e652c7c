import { useCallback, useMemo } from 'react'
import { useSearchParams } from 'react-router'

export const defaultPageSize = 20
export const pageSizes = [20, 50, 100] as const

export type FilterValues<Name extends string> = Readonly<Partial<Record<Name, string>>>
export type Paging = { readonly page: number; readonly pageSize: number }

/** What the address bar says: only the named filters, and only those with a value. */
export function readFilters<Name extends string>(parameters: URLSearchParams, names: readonly Name[]): FilterValues<Name> {
  const values: Partial<Record<Name, string>> = {}
  for (const name of names) {
    const value = parameters.get(name)?.trim()
    if (value) values[name] = value
  }
  return values
}

/** Page and page size; anything that is not a page we offer counts as the default. */
export function readPaging(parameters: URLSearchParams): Paging {
  const page = Number(parameters.get('page') ?? '1')
  const pageSize = Number(parameters.get('pageSize') ?? defaultPageSize)
  return {
    page: Number.isSafeInteger(page) && page >= 1 ? page : 1,
    pageSize: pageSizes.some((size) => size === pageSize) ? pageSize : defaultPageSize,
  }
}

/** The parameters after a filter changed: back to page 1, empty values gone, everything else kept. */
export function withFilters(parameters: URLSearchParams, patch: Readonly<Record<string, string | undefined>>): URLSearchParams {
  const next = new URLSearchParams(parameters)
  for (const [name, value] of Object.entries(patch)) {
    if (value === undefined || value.trim() === '') next.delete(name)
    else next.set(name, value.trim())
  }
  next.delete('page')
  return next
}

export function withPaging(parameters: URLSearchParams, { page, pageSize }: Paging): URLSearchParams {
  const next = new URLSearchParams(parameters)
  if (page === 1) next.delete('page')
  else next.set('page', String(page))
  if (pageSize === defaultPageSize) next.delete('pageSize')
  else next.set('pageSize', String(pageSize))
  return next
}

/** Filters and page of a list live in the address bar, so that a link, a reload and "back" show the same rows. */
export function useFilters<Name extends string>(names: readonly Name[]) {
  const [parameters, setParameters] = useSearchParams()
  const key = names.join()
  // `key` stands for the names, which callers write inline.
  const values = useMemo(() => readFilters(parameters, names), [parameters, key])
  const setFilters = useCallback(
    (patch: Readonly<Partial<Record<Name, string | undefined>>>) =>
      setParameters((current) => withFilters(current, patch as Readonly<Record<string, string | undefined>>), { replace: true }),
    [setParameters],
  )
  const setPaging = useCallback((paging: Paging) => setParameters((current) => withPaging(current, paging)), [setParameters])
  return { values, paging: readPaging(parameters), setFilters, setPaging }
}
