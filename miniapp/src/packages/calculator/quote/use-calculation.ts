import { useRef, useState } from 'react'
import type { PublicCustomer, PublicRuleSet } from '../../../../../shared/contracts/tariffs/public.ts'
import type { QuoteResult } from '../../../../../shared/contracts/tariffs.ts'
import { failureOf, type RequestFailure } from '../../../api/failure.ts'
import { quotePublicly, readRuleSetFile } from '../../../api/tariffs.ts'
import { type Answers, AREAS_AT_MOST, type AreaFaults, areaOf, faultsOfArea } from './calculator-form.ts'

/** The areas of the form and what the server makes of them. A change takes the old result away: it would explain another home. */
export function useCalculation(start: readonly Answers[]) {
  // What stands in the form right now: a tap on the button may come before the last change is drawn.
  const latest = useRef(start)
  const [areas, setAreas] = useState(start)
  const [faults, setFaults] = useState<readonly AreaFaults[]>([])
  const [result, setResult] = useState<QuoteResult | null>(null)
  const [failure, setFailure] = useState<RequestFailure | null>(null)
  const [busy, setBusy] = useState(false)

  function put(next: readonly Answers[]): void {
    latest.current = next
    setAreas(next)
    forget()
  }
  function forget(): void {
    setFaults([])
    setResult(null)
    setFailure(null)
  }

  async function calculate(companyCode: string, ruleSet: PublicRuleSet, customer: PublicCustomer): Promise<void> {
    forget()
    const answers = latest.current
    const found = answers.map((one) => faultsOfArea(customer, one))
    setFaults(found)
    if (found.some((one) => Object.keys(one).length > 0)) return
    setBusy(true)
    try {
      const file = await readRuleSetFile(companyCode, ruleSet)
      const given = { ...file, facts: { ...file.facts, areas: answers.map((one, index) => areaOf(customer, one, index + 1)) } }
      const quoted = await quotePublicly(given)
      if (latest.current === answers) setResult(quoted)
    } catch (error) {
      setFailure(failureOf(error))
    }
    setBusy(false)
  }

  return {
    areas,
    faults,
    result,
    failure,
    busy,
    forget,
    calculate,
    change: (index: number, part: Answers) => put(latest.current.map((one, at) => (at === index ? { ...one, ...part } : one))),
    add: () => put([...latest.current, {}].slice(0, AREAS_AT_MOST)),
    remove: (index: number) => put(latest.current.filter((_, at) => at !== index)),
  }
}
