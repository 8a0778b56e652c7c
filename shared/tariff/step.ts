/**
 * One step of a computation as it is stored with a line: a code and a few whole numbers or texts. `explain.ts` writes the Chinese.
 * A code that has priced a posted bill keeps its values and their meaning for ever.
 */
export type Step = { readonly code: string; readonly values: Readonly<Record<string, number | string>> }
