import type { Permission } from '../../../shared/access/permissions.ts'

/** Who acts. `name` is what logs and lists show; it is no personal data of residents. */
export type Actor = {
  readonly kind: 'staff' | 'resident' | 'channel' | 'job' | 'operator'
  readonly id: number | null
  readonly name: string
}

/** Which rows may be touched: one company, and in it the subtrees of these units. */
export type Scope = { readonly tenantId: number; readonly unitIds: readonly number[] }

/** The header Idempotency-Key with what it is bound to; `onHit` lets the route say that the answer is the first one. */
export type IdempotencyKey = {
  readonly actor: string
  readonly route: string
  readonly key: string
  readonly bodyHash: string
  readonly onHit: () => void
}

/** Handed to every use-case: the route decided *may this role do it*, the scope decides *to this row*, the use-case decides *now*. */
export type Caller = {
  readonly actor: Actor
  readonly scope: Scope
  readonly requestId: string | null
  readonly ip: string | null
  readonly key: IdempotencyKey | null
}

/** A right held at a unit: it is no right at another, though one person has both. */
export type StaffPost = {
  readonly unitId: number
  readonly permissions: readonly Permission[]
  /** The most a money verb may move at once, in fen. */
  readonly limits?: Readonly<Partial<Record<Permission, number>>>
}

/** A member of staff after sign-in: `scope` and `permissions` are the union of their posts until a route narrows them. */
export type StaffCaller = Caller & {
  readonly staffId: number
  readonly permissions: readonly Permission[]
  readonly posts: readonly StaffPost[]
  /** The sign-in this request belongs to. */
  readonly family: string
  /** Somebody else chose the password: nothing may be done before it is changed. */
  readonly mustChangePassword: boolean
}

/** The caller as they may use one right: only the units of posts that hold it. Null when no post does. */
export function withRight(caller: StaffCaller, permission: Permission): StaffCaller | null {
  const unitIds = [...new Set(caller.posts.filter((post) => post.permissions.includes(permission)).map((post) => post.unitId))]
  return unitIds.length === 0 ? null : { ...caller, scope: { ...caller.scope, unitIds } }
}

/**
 * The caller as they may use a money right for so much at once: only the units of posts whose limit reaches. Where a role names no limit,
 * `withoutLimit` decides. Null when no post reaches.
 */
export function withLimit(
  caller: StaffCaller,
  permission: Permission,
  amountFen: number,
  withoutLimit: 'unlimited' | 'nothing',
): StaffCaller | null {
  const none = withoutLimit === 'unlimited' ? Number.POSITIVE_INFINITY : 0
  return withRight({ ...caller, posts: caller.posts.filter(({ limits }) => amountFen <= (limits?.[permission] ?? none)) }, permission)
}

/** A resident after sign-in; which households they may see is decided by their bindings, not by units. */
export type ResidentCaller = {
  readonly actor: Actor
  readonly residentId: number
  readonly appId: string
  readonly openid: string
  readonly requestId: string | null
  readonly ip: string | null
  readonly key: IdempotencyKey | null
}

/** The caller of scheduled work inside one company. */
export function jobCaller(tenantId: number, name: string): Caller {
  return { actor: { kind: 'job', id: null, name }, scope: { tenantId, unitIds: [] }, requestId: null, ip: null, key: null }
}
