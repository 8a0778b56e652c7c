import { setTimeout as sleep } from 'node:timers/promises'

type Patience = { readonly ms?: number; readonly everyMs?: number }

/** Asks again and again until the answer is there. Throws, naming what never came true, after `ms`. */
export async function until<Answer>(
  what: string,
  ask: () => Promise<Answer | null | undefined | false>,
  { ms = 30_000, everyMs = 50 }: Patience = {},
): Promise<Answer> {
  const end = Date.now() + ms
  for (;;) {
    const answer = await ask()
    if (answer !== null && answer !== undefined && answer !== false) return answer
    if (Date.now() > end) throw new Error(`never came true: ${what}`)
    await sleep(everyMs)
  }
}
