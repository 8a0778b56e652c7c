import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { RuleSetContent, RuleSetKey, TryRuleSet } from '../../../../../shared/contracts/tariffs.ts'
import { useAccess, useSend } from '../../../api/context.ts'
import { triedRuleSet } from '../../../api/tariffs.ts'

export type Subject = TryRuleSet['subject']

const quietMs = 400

/** What these rules would charge, asked again when nobody has typed for a moment. Nothing is asked of somebody without the right. */
export function useTrial(key: RuleSetKey, content: RuleSetContent | null, subject: Subject) {
  const send = useSend()
  const { tryRules } = useAccess()
  const asked = useQuiet(content === null ? null : { ...key, content, subject })
  const answer = useQuery({
    ...triedRuleSet(send, asked ?? { ...key, content: emptyContent, subject: null }),
    enabled: tryRules && asked !== null,
  })
  return { answer, allowed: tryRules }
}

export type Trial = ReturnType<typeof useTrial>

const emptyContent: RuleSetContent = {
  validFrom: '',
  notice: { no: '', title: '', issuedOn: '' },
  rounding: { level: '', mode: '', unit: '' },
  rules: [],
}

/** The value as it was when it last stood still. */
function useQuiet<Value>(value: Value): Value {
  const [quiet, setQuiet] = useState(value)
  const text = JSON.stringify(value)
  // `text` stands for the value, which is made anew with every key stroke.
  useEffect(() => {
    const timer = setTimeout(() => setQuiet(JSON.parse(text) as Value), quietMs)
    return () => clearTimeout(timer)
  }, [text])
  return quiet
}
