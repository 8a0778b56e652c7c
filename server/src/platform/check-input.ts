import type { z } from 'zod'
import { DomainError, type FieldError } from './domain-error.ts'

/**
 * What a use-case was given, checked and normalised, whoever calls it: route, import or script. Throws 422 INVALID with every
 * fault at once.
 */
export function checked<Schema extends z.ZodType>(schema: Schema, given: unknown, sentence: string): z.output<Schema> {
  const result = schema.safeParse(given)
  if (result.success) return result.data
  throw invalid(
    sentence,
    result.error.issues.map((issue) => ({
      path: issue.path.join('.'),
      message: /[一-龥]/.test(issue.message) ? issue.message : '缺少此项或格式不对',
    })),
  )
}

/** 422 INVALID: the sentence, the first three faults in words, and all of them by field. */
export function invalid(sentence: string, errors: readonly FieldError[]): DomainError {
  const words = [...new Set(errors.map(({ message }) => message))].slice(0, 3).join('；')
  return new DomainError(422, 'INVALID', `${sentence}：${words}`, { errors })
}
