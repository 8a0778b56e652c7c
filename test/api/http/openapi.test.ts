import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import Router from '@koa/router'
import { Validator } from '@seriousme/openapi-schema-validator'
import Koa from 'koa'
import request from 'supertest'
import { z } from 'zod'
import { routeGroups } from '../../../server/src/app.ts'
import { answers, checkAnswers } from '../../../server/src/http/answers.ts'
import { apiPage } from '../../../server/src/http/api-page.ts'
import type { RequestState } from '../../../server/src/http/context.ts'
import { type OpenApi, openApiOf } from '../../../server/src/http/openapi.ts'
import { VERSION } from '../../../shared/version.ts'
import { buildWorld, type World } from '../../support/world.ts'

describe('the API description', () => {
  let world: World
  let described: OpenApi
  before(async function () {
    this.timeout(60_000)
    world = await buildWorld({ engine: 'sqlite' })
    const { body, headers } = await request(world.app).get('/openapi.json')
    assert.match(headers['content-type'] ?? '', /^application\/json/)
    described = body
  })
  after(() => world?.close())

  it('is valid OpenAPI 3.1, by somebody else’s check of the published schema', async () => {
    const { valid, errors } = await new Validator().validate(structuredClone(described) as unknown as Parameters<Validator['validate']>[0])
    assert.ok(valid, JSON.stringify(errors))
    const spoilt = { ...structuredClone(described), info: { title: '没有版本' } }
    assert.equal(
      (await new Validator().validate(spoilt as unknown as Parameters<Validator['validate']>[0])).valid,
      false,
      'the check can fail',
    )
  })

  it('holds every route below /api, and each says what it is for and what it answers', () => {
    const silent = routeGroups(world, false).flatMap(({ prefix, router }) =>
      router.stack.flatMap((layer) => {
        const name = `${layer.methods.join()} ${prefix}${layer.path}`
        return `${prefix}${layer.path}`.startsWith('/api/') && !layer.stack.some((one) => 'answer' in one) ? [name] : []
      }),
    )
    assert.deepEqual(silent, [], 'put answers(…) first in these routes')
    const operations = Object.values(described.paths).flatMap((methods) => Object.values(methods))
    assert.ok(operations.length > 35)
    const ids = operations.map(({ operationId }) => operationId)
    assert.equal(new Set(ids).size, ids.length, 'operation ids are unique')
    for (const { summary } of operations) assert.match(summary, /[一-龥]/)
  })

  it('refers to nothing that is not in it', () => {
    const names = [...JSON.stringify(described).matchAll(/"\$ref":"([^"]+)"/g)].map(([, name]) => name ?? '')
    assert.ok(names.length > 10)
    const known = Object.keys(described.components.schemas).map((name) => `#/components/schemas/${name}`)
    assert.deepEqual(
      names.filter((name) => !known.includes(name)),
      [],
    )
  })

  it('says of an order what it takes, what it needs and what it answers', () => {
    const order = described.paths['/api/resident/payment-orders']?.post
    assert.deepEqual(order?.security, [{ residentToken: [] }, { residentCookie: [] }])
    assert.deepEqual(
      order?.parameters.map(({ name }) => name),
      ['Idempotency-Key'],
    )
    const taken = order?.requestBody?.content['application/json']?.schema as { required: string[] }
    assert.deepEqual(taken.required, ['householdNos', 'totalFen', 'channel'])
    assert.deepEqual(Object.keys(order?.responses ?? {}), ['201', 'default'])
    const runs = described.paths['/api/staff/billing-runs/{runNo}']?.get
    assert.match(runs?.description ?? '', /billing\.run\.preview/)
    assert.deepEqual(
      runs?.parameters.map(({ name, in: place, required }) => [name, place, required]),
      [['runNo', 'path', true]],
    )
  })

  it('carries the version of this release', () => {
    const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'))
    assert.equal(VERSION, version)
    assert.equal(described.info.version, version)
  })

  it('is a page for people, too: every operation, every structure, no script', async () => {
    const { text, headers } = await request(world.app).get('/api-docs')
    assert.match(headers['content-type'] ?? '', /^text\/html/)
    for (const methods of Object.values(described.paths))
      for (const { operationId } of Object.values(methods)) assert.ok(text.includes(`<section id="${operationId}">`), operationId)
    for (const name of Object.keys(described.components.schemas)) assert.ok(text.includes(`id="schema-${name}"`), name)
    assert.ok(!text.includes('<script'))
    const hostile = apiPage({ ...described, info: { ...described.info, title: '<img src=x onerror=1>' } })
    assert.ok(!hostile.includes('<img'))
  })
})

describe('an answer held against its contract', () => {
  const Home = z.object({ owedFen: z.int(), rooms: z.array(z.object({ name: z.string() })) })
  const ask = async (body: unknown, { status = 200, checked = true } = {}) => {
    const app = new Koa<RequestState>()
    app.silent = true
    if (checked) app.use(checkAnswers())
    const router = new Router<RequestState>()
    router.get('/home', answers('一处房屋', Home), (ctx) => {
      ctx.status = status
      ctx.body = body
    })
    app.use(router.routes())
    return (await request(app.callback()).get('/home')).status
  }
  const right = { owedFen: 1, rooms: [{ name: '客厅' }] }

  it('passes as it is when it keeps it', async () => assert.equal(await ask(right), 200))
  it('fails when it lacks something', async () => assert.equal(await ask({ rooms: [] }), 500))
  it('fails when it shows more than the contract names, however deep', async () => {
    assert.equal(await ask({ ...right, phone: '13800000000' }), 500)
    assert.equal(await ask({ owedFen: 1, rooms: [{ name: '客厅', phone: '13800000000' }] }), 500)
  })
  it('fails with another status of success', async () => assert.equal(await ask(right, { status: 201 }), 500))
  it('is left alone in production: a person gets their answer', async () => assert.equal(await ask({ rooms: [] }, { checked: false }), 200))
  it('of a refusal is not its business', async () => assert.equal(await ask({ code: 'NOT_FOUND' }, { status: 404 }), 404))
})

// The description is made once, at start, and from the routes alone.
describe('openApiOf', () => {
  it('leaves out what says nothing of itself', () => {
    const router = new Router<RequestState>()
    router.get('/quiet', (ctx) => {
      ctx.body = ''
    })
    assert.deepEqual(openApiOf([{ prefix: '', guard: 'none', router }], '1').paths, {})
  })
})
