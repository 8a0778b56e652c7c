import type { Caller } from '../../platform/caller.ts'

/** Who acts when a company is set up from code (installation, demo town, imports by an operator): sees these units and all below. */
export function operatorCaller(tenantId: number, unitIds: readonly number[], name = '系统初始化'): Caller {
  return { actor: { kind: 'operator', id: null, name }, scope: { tenantId, unitIds }, requestId: null, ip: null, key: null }
}
