import { useCallback, useRef, useState } from 'react'
import type { PublicRuleSets } from '../../../../../shared/contracts/tariffs/public.ts'
import { listPublicRuleSets } from '../../../api/tariffs.ts'
import { platform } from '../../../platform/index.ts'
import { useResource } from '../../../screen/use-resource.ts'

const key = 'calculatorCompany'

/** The published prices of a company: of the link one came by, else of the one asked about last. Null while none is named. */
export function usePublished(linked: string) {
  const named = useRef(linked || (platform.storage.read(key) ?? ''))
  const [company, setCompany] = useState(named.current)
  const load = useCallback(async (): Promise<PublicRuleSets | null> => {
    if (named.current === '') return null
    const published = await listPublicRuleSets(named.current)
    platform.storage.write(key, published.company.code)
    return published
  }, [])
  const { resource, reload } = useResource(load)

  function choose(code: string): void {
    named.current = code.trim()
    setCompany(named.current)
    if (named.current === '') platform.storage.remove(key)
    reload()
  }

  return { company, resource, reload, choose }
}
