import type { ReactNode } from 'react'
import type { Word } from '../words/states.ts'

/** A state as a quiet dot and a word. */
export function StateMark({ word }: { readonly word: Word | undefined }): ReactNode {
  if (!word) return null
  return <span className={`nz-state nz-state-${word.tone}`}>{word.text}</span>
}
