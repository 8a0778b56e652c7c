import assert from 'node:assert/strict'
import request from 'supertest'
import { putOfficialMenu } from '../../../server/src/modules/messaging/put-official-menu.ts'
import { DomainError } from '../../../server/src/platform/domain-error.ts'
import { type Running, runSystem } from '../../support/system.ts'
import { buildWorld, type World } from '../../support/world.ts'

const SEALED = 'wx00000000000000a2'
const PLAIN = 'wx00000000000000b2'
const OTHERS = 'wx00000000000000f2'

describe('a public account', () => {
  let world: World
  let running: Running
  before(async function () {
    this.timeout(60_000)
    world = await buildWorld()
    running = await runSystem(world)
    for (const appId of [SEALED, PLAIN])
      assert.deepEqual(await running.simulator.control.officialServer(appId, address(appId)), { proven: true })
  })
  after(async () => {
    await running.stop()
    await world.close()
  })

  const address = (appId: string) => `${running.url}/callbacks/wechat-official/${appId}`
  const does = (appId: string, event: object, spoil?: 'signature' | 'message-signature' | 'old' | 'other-app' | 'plain' | 'entity') =>
    running.simulator.control.followerDoes(appId, 'person-1', event as { MsgType: string }, spoil)
  const followed = { MsgType: 'event', Event: 'subscribe', EventKey: '' }
  const wrote = (Content: string) => ({ MsgType: 'text', Content })

  for (const [mode, appId] of [
    ['encrypted', SEALED],
    ['plain', PLAIN],
  ] as const) {
    it(`greets a new follower with links that open the app through this account (${mode} mode)`, async () => {
      const { status, reply } = await does(appId, followed)
      assert.equal(status, 200)
      assert.equal(reply?.MsgType, 'text')
      assert.ok(reply?.Content?.includes(`<a href="${running.url}/h5/?app=${appId}">缴热费</a>`), reply?.Content)
      assert.ok(reply?.Content?.includes(`${running.url}/h5/bills?app=${appId}`))
      const { openids } = (await running.simulator.control.persons())[0] ?? assert.fail('nobody')
      assert.equal(reply?.ToUserName, openids[appId])
    })
  }

  it('shows the way to what somebody writes about, and all ways otherwise', async () => {
    const said = async (text: string) => (await does(PLAIN, wrote(text))).reply?.Content ?? ''
    assert.match(await said('今年要交多少钱'), /\/h5\/\?app=.*缴热费/)
    assert.match(await said('热费怎么算的'), /\/h5\/calculator\?/)
    assert.match(await said('我要报停'), /\/h5\/services\?/)
    assert.match(await said('看看账单'), /\/h5\/bills\?/)
    const lost = await said('你好')
    for (const page of ['/h5/?', '/h5/bills?', '/h5/services?', '/h5/me?']) assert.ok(lost.includes(page), lost)
  })

  it('answers a menu entry that asks, and says nothing to an unknown one, to a farewell or to a picture', async () => {
    const asked = await does(PLAIN, { MsgType: 'event', Event: 'CLICK', EventKey: 'pages' })
    assert.match(asked.reply?.Content ?? '', /缴热费/)
    for (const event of [
      { MsgType: 'event', Event: 'CLICK', EventKey: 'another' },
      { MsgType: 'event', Event: 'unsubscribe' },
      { MsgType: 'event', Event: 'VIEW', EventKey: 'http://127.0.0.1/' },
      { MsgType: 'image' },
    ]) {
      const { status, text } = await does(PLAIN, event)
      assert.deepEqual([status, text], [200, 'success'], JSON.stringify(event))
    }
  })

  it('does nothing for a forger: wrong signatures, recordings, another app’s messages, document types', async () => {
    for (const [appId, spoil] of [
      [PLAIN, 'signature'],
      [PLAIN, 'old'],
      [PLAIN, 'entity'],
      [SEALED, 'signature'],
      [SEALED, 'message-signature'],
      [SEALED, 'old'],
      [SEALED, 'other-app'],
    ] as const) {
      const { status, text } = await does(appId, followed, spoil)
      assert.deepEqual([status, text], [401, ''], `${appId} ${spoil}`)
    }
  })

  it('that encrypts takes nothing in plain text, however well signed', async () => {
    assert.equal((await does(SEALED, followed, 'plain')).status, 401)
  })

  it('unknown to us is nobody’s', async () => {
    for (const appId of ['wx0000000000009999', OTHERS]) {
      const response = await request(running.url).post(`/callbacks/wechat-official/${appId}`).set('Content-Type', 'text/xml').send('<xml/>')
      assert.deepEqual([response.status, response.text], [401, ''])
      assert.equal((await request(running.url).get(`/callbacks/wechat-official/${appId}?echostr=1`)).status, 401)
    }
  })

  it('with a body beyond all messages is refused before it is read', async () => {
    const response = await request(running.url)
      .post(`/callbacks/wechat-official/${PLAIN}`)
      .set('Content-Type', 'text/xml')
      .send('甲'.repeat(40_000))
    assert.equal(response.status, 413)
  })

  it('gets its menu from a file; every fault of the file is named at once', async () => {
    const { wechatOfficial: official } = running.system
    const put = putOfficialMenu({ official, publicUrl: running.url })
    assert.deepEqual(await put(SEALED, [{ name: '缴热费', page: 'home' }]), { kind: 'accepted' })
    assert.deepEqual((await running.simulator.control.officialMenus())[SEALED], [
      { name: '缴热费', type: 'view', url: `${running.url}/h5/?app=${SEALED}` },
    ])
    await assert.rejects(
      put(SEALED, [
        { name: '名字实在是太长', page: 'home' },
        { name: '缴', page: 'nowhere' },
      ]),
      (error) => {
        assert.ok(error instanceof DomainError && error.code === 'MENU_INVALID')
        assert.deepEqual(
          error.errors?.map(({ path }) => path),
          ['0.name', '1'],
        )
        return true
      },
    )
  })
})
