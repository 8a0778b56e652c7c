import { z } from 'zod'

/** RFC 9457 problem document: every refusal of the server has this shape. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    /** Stable word for programs, e.g. HOUSEHOLD_NOT_FOUND. */
    code: z.string(),
    /** What a cashier or a resident can read and act on, in Chinese. */
    detail: z.string(),
    requestId: z.string(),
    /** Every wrong field at once; path as in the body, dots and indexes. */
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    /** Facts the screen may use, e.g. the new total when a quote changed. */
    facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
  })
  .meta({ id: 'Problem' })
export type Problem = z.infer<typeof Problem>
