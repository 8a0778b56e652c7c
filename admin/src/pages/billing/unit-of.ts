import { useQuery } from '@tanstack/react-query'
import { useSend } from '../../api/context.ts'
import { orgUnitList } from '../../api/tenancy.ts'

/** A run speaks of its unit by code, people by name; the code stands in until the units are loaded. */
export function useUnitName(): (code: string) => string {
  const units = useQuery(orgUnitList(useSend()))
  return (code) => units.data?.items.find((unit) => unit.code === code)?.name ?? code
}
