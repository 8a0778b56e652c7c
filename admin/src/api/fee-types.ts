import { queryOptions, useQuery } from '@tanstack/react-query'
import type { AddFeeType, EditFeeType, FeeTypeView } from '../../../shared/contracts/tariffs/fee-types.ts'
import { feeTypeName, knownFeeTypes } from '../../../shared/format/names.ts'
import { get, post, type Send } from './client.ts'
import { useSend } from './context.ts'

const root = '/api/staff/fee-types'
type Listed = { readonly items: readonly FeeTypeView[] }

export function feeTypeList(send: Send) {
  return queryOptions({ queryKey: ['fee-types'], queryFn: ({ signal }) => send<Listed>(get(root, signal)), staleTime: 60_000 })
}

export function addFeeType(send: Send, body: AddFeeType, key: string): Promise<Listed> {
  return send(post(root, key, body))
}

export function editFeeType(send: Send, code: string, body: EditFeeType, key: string): Promise<Listed> {
  return send(post(`${root}/${encodeURIComponent(code)}`, key, body))
}

type Option = { readonly value: string; readonly label: string }
const standard: readonly Option[] = knownFeeTypes.map(({ code, name }) => ({ value: code, label: name }))

/** What the company charges, by its own names; the standard ones until they are known. Closed ones are named, not offered. */
export function useFeeTypes(): { readonly options: readonly Option[]; readonly nameOf: (code: string) => string } {
  const items = useQuery(feeTypeList(useSend())).data?.items
  if (!items) return { options: standard, nameOf: feeTypeName }
  return {
    options: items.filter(({ state }) => state === 'open').map(({ code, name }) => ({ value: code, label: name })),
    nameOf: (code) => items.find((one) => one.code === code)?.name ?? feeTypeName(code),
  }
}
