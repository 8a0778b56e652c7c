import type { IdempotencyKey } from '../platform/caller.ts'
import { hashOf } from '../platform/crypto.ts'
import { DomainError } from '../platform/domain-error.ts'
import type { Context } from './context.ts'

const KEY = /^[0-9A-Za-z_-]{8,64}$/

/** Binds the caller's Idempotency-Key to actor, route and body. Every write of the API needs one. */
export function idempotencyKeyOf(ctx: Context, actor: string): IdempotencyKey {
  const key = ctx.get('Idempotency-Key')
  if (!KEY.test(key)) throw new DomainError(400, 'IDEMPOTENCY_KEY_NEEDED', '缺少操作编号（Idempotency-Key），请刷新页面后重试')
  return {
    actor,
    route: `${ctx.method} ${ctx.path}`.slice(0, 128),
    key,
    bodyHash: hashOf((ctx.state.body ?? null) as never),
    onHit: () => ctx.set('Idempotency-Hit', 'true'),
  }
}
