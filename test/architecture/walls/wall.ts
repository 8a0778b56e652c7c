import type { SourceFile } from './source.ts'

export type Fault = { readonly path: string; readonly line: number; readonly what: string }

export type Wall = {
  readonly name: string
  /** What to do in place of what was done: the sentence a person reads when the wall stops them. */
  readonly instead: string
  /** A pure function of the files it is given. */
  readonly check: (files: readonly SourceFile[]) => readonly Fault[]
}

export function explain(wall: Wall, faults: readonly Fault[]): string {
  const places = faults.map(({ path, line, what }) => `  ${path}:${line}  ${what}`)
  return `${wall.name}. ${wall.instead}\n${places.join('\n')}`
}

export const isCode = (path: string): boolean => /\.(ts|mts|cts|tsx|js|mjs|cjs)$/.test(path)
