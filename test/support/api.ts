import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import request, { type Response } from 'supertest'
import type { Problem } from '../../shared/contracts/problem.ts'
import type { TestCompany, World } from './world.ts'

/** Whatever answers HTTP: a world's application or the address of a running server. */
export type Served = { readonly app: World['app'] | string }

/** Requests to the staff API of a world, as one of its people. */
export type StaffApi = {
  get(path: string): Promise<Response>
  /** With a fresh Idempotency-Key unless one is given; `null` sends none. */
  post(path: string, body: object, key?: string | null): Promise<Response>
  delete(path: string): Promise<Response>
}

export async function asStaff(world: World, name: string, company?: TestCompany): Promise<StaffApi> {
  return withToken(world, await world.tokenOf(name, company))
}

export function withToken(world: Served, token: string): StaffApi {
  const bearer = `Bearer ${token}`
  return {
    get: async (path) => request(world.app).get(`/api/staff${path}`).set('Authorization', bearer),
    post: async (path, body, key = randomUUID()) => {
      const sending = request(world.app).post(`/api/staff${path}`).set('Authorization', bearer)
      return (key === null ? sending : sending.set('Idempotency-Key', key)).send(body)
    },
    delete: async (path) =>
      request(world.app).delete(`/api/staff${path}`).set('Authorization', bearer).set('Idempotency-Key', randomUUID()),
  }
}

/** Asserts a refusal of this status and code; answers the problem for what else should be in it. */
export function refused(response: Response, status: number, code: string): Problem {
  const said = JSON.stringify(response.body)
  assert.equal(response.status, status, said)
  assert.match(response.headers['content-type'] ?? '', /^application\/problem\+json/)
  const problem = response.body as Problem
  assert.equal(problem.code, code, said)
  assert.match(problem.detail, /[一-龥]/, 'a refusal speaks Chinese')
  assert.ok(problem.requestId, 'a refusal names its request')
  return problem
}

/** The paths of every fault of an INVALID refusal. */
export function faultsOf(problem: Problem): readonly string[] {
  return (problem.errors ?? []).map(({ path }) => path).sort()
}

/** The code of what a use-case throws. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
  } catch (error) {
    return (error as { code?: string }).code ?? String(error)
  }
  return 'no refusal'
}

export type AuditSeen = {
  action: string
  actorKind: string
  actorName: string
  subjectNo: string
  detail: string
  orgUnitId: number | null
}

/** The audit rows of a company with this action, oldest first. */
export function auditRows(world: World, tenantId: number, action: string): Promise<AuditSeen[]> {
  return world.database.read((unit) =>
    unit.select<AuditSeen>(
      `SELECT action, actor_kind AS actorKind, actor_name AS actorName, subject_no AS subjectNo, detail, org_unit_id AS orgUnitId
       FROM audit_log WHERE tenant_id = :tenantId AND action = :action ORDER BY at, id`,
      { tenantId, action },
    ),
  )
}

/** Names of the security events of a company, oldest first. */
export async function securityEvents(world: World, tenantId: number): Promise<string[]> {
  const rows = await world.database.read((unit) =>
    unit.select<{ event: string }>('SELECT event FROM security_log WHERE tenant_id = :tenantId ORDER BY at, id', { tenantId }),
  )
  return rows.map(({ event }) => event)
}
