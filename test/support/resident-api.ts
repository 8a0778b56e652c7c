import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import request, { type Response } from 'supertest'
import type { Served } from './api.ts'
import type { WechatSimulator } from './simulators.ts'

/** Requests to the resident API of a world, as one signed-in resident. */
export type ResidentApi = {
  readonly token: string
  get(path: string): Promise<Response>
  post(path: string, body: object, key?: string | null): Promise<Response>
  delete(path: string, key?: string | null): Promise<Response>
}

export const MINI = { demo: 'wx00000000000000a1', platform: 'wx00000000000000f1' } as const

/** Signs a person of the simulator in through a mini-program, as wx.login and our API do it. */
export async function asResident(
  world: Served,
  simulator: WechatSimulator,
  personId: string,
  appId: string = MINI.demo,
): Promise<ResidentApi> {
  const { code } = await simulator.control.loginCode(appId, personId)
  const response = await request(world.app).post('/api/resident/sessions').send({ platform: 'wechat-mini', appId, code })
  assert.equal(response.status, 201, JSON.stringify(response.body))
  return residentApi(world, response.body.token)
}

export function residentApi(world: Served, token: string): ResidentApi {
  const send = (method: 'get' | 'post' | 'delete', path: string, key: string | null) => {
    const sending = request(world.app)[method](`/api/resident${path}`).set('Authorization', `Bearer ${token}`)
    return key === null ? sending : sending.set('Idempotency-Key', key)
  }
  return {
    token,
    get: async (path) => send('get', path, null),
    post: async (path, body, key = randomUUID()) => send('post', path, key).send(body),
    delete: async (path, key = randomUUID()) => send('delete', path, key),
  }
}

/** What a person types who knows the household. */
export function byName(householdNo: string, name: string, more: object = {}) {
  return { householdNo, check: { kind: 'name', name }, role: 'holder', consent: true, ...more }
}
