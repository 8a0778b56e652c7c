import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import path from 'node:path'
import fc from 'fast-check'
import { createWechatOfficialGateway } from '../../server/src/gateways/wechat-official/client.ts'
import { decrypt, encrypt, signatureOf } from '../../server/src/gateways/wechat-official/message-crypt.ts'
import type { MenuButton } from '../../server/src/gateways/wechat-official/port.ts'
import { readXml, writeXml } from '../../server/src/gateways/wechat-official/xml.ts'
import { startWechatSimulator, type WechatSimulator } from '../support/simulators.ts'

const OFFICIAL = 'wx00000000000000a2'
const HERE = 'http://127.0.0.1:8080/h5/'

describe('the messages of a public account', () => {
  /** The worked example of the platform's documentation on verifying a callback address (企业微信 开发者中心, 回调配置, which shares the format). */
  const published = {
    token: 'QDG6eK',
    encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
    receiver: 'wx5823bf96d3bd56c7',
    timestamp: '1409659589',
    nonce: '263014780',
    echostr: 'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==',
    signature: '5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3',
    text: '1616140317555161061',
  }

  it('are signed and decrypted as the published sample', () => {
    const { token, timestamp, nonce, echostr, signature, encodingAesKey, receiver, text } = published
    assert.equal(signatureOf(token, timestamp, nonce, echostr), signature)
    assert.equal(decrypt(echostr, encodingAesKey, receiver), text)
  })

  it('are nobody else’s: another app, another key or one changed byte give nothing', () => {
    const { echostr, encodingAesKey, receiver } = published
    assert.equal(decrypt(echostr, encodingAesKey, `${receiver}0`), null)
    assert.equal(decrypt(echostr, `A${encodingAesKey.slice(1)}`, receiver), null)
    const bytes = Buffer.from(echostr, 'base64')
    for (let index = 0; index < bytes.length; index += 1) {
      const changed = Buffer.from(bytes)
      changed[index] = (changed[index] ?? 0) ^ 1
      const read = decrypt(changed.toString('base64'), encodingAesKey, receiver)
      // CBC alone does not seal: a change may only garble the text. The signature over the encrypted text is what refuses it.
      assert.notEqual(signatureOf(published.token, published.timestamp, published.nonce, changed.toString('base64')), published.signature)
      if (index >= 32) assert.notEqual(read, published.text)
    }
  })

  it('come back as they went, whatever their length', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        assert.equal(decrypt(encrypt(text, published.encodingAesKey, 'wx1'), published.encodingAesKey, 'wx1'), text)
      }),
    )
  })

  it('are flat XML: nested, doubled, broken or with a document type they are nothing', () => {
    assert.deepEqual(readXml('<xml><A><![CDATA[甲 & <b>]]></A><B>12</B></xml>'), { A: '甲 & <b>', B: '12' })
    for (const text of ['', '甲', '<xml>', '<a><b>1</b></a>', '<xml><A>1</xml>', '<!DOCTYPE xml [<!ENTITY a "1">]><xml><A>&a;</A></xml>'])
      assert.equal(readXml(text), null, text)
    assert.deepEqual(readXml('<xml><A><B>1</B></A><C>1</C><C>2</C></xml>'), {})
    assert.deepEqual(readXml(writeXml({ A: ']]><B>1</B>', C: 5 })), { A: ']]><B>1</B>', C: '5' })
  })

  it('signs the sorted words', () => {
    assert.equal(signatureOf('b', 'a', 'c'), createHash('sha1').update('abc').digest('hex'))
  })
})

describe('the menu of a public account, against the simulator process', () => {
  let simulator: WechatSimulator
  before(async function () {
    this.timeout(30_000)
    simulator = await startWechatSimulator()
  })
  after(() => simulator.stop())

  const gateway = (changes: object = {}) => {
    const settings = simulator.officialSettings()
    return createWechatOfficialGateway({ settings: { ...settings, accounts: settings.accounts.map((one) => ({ ...one, ...changes })) } })
  }
  const view = (name: string): MenuButton => ({ name, type: 'view', url: HERE })

  it('is put and seen', async () => {
    const buttons: MenuButton[] = [view('缴热费'), { name: '更多', entries: [{ name: '常用入口', type: 'click', key: 'pages' }] }]
    assert.deepEqual(await gateway().createMenu(OFFICIAL, buttons), { kind: 'accepted' })
    assert.deepEqual((await simulator.control.officialMenus())[OFFICIAL], [
      { name: '缴热费', type: 'view', url: HERE },
      { name: '更多', sub_button: [{ name: '常用入口', type: 'click', key: 'pages' }] },
    ])
  })

  it('refused by the platform is refused with its code', async () => {
    assert.deepEqual(await gateway({ secret: 'wrong' }).createMenu(OFFICIAL, [view('缴热费')]), {
      kind: 'refused',
      code: 40125,
      message: 'invalid appsecret',
    })
    const four = await gateway().createMenu(OFFICIAL, ['甲', '乙', '丙', '丁'].map(view))
    assert.equal(four.kind === 'refused' && four.code, 40016)
    const long = await gateway().createMenu(OFFICIAL, [view('六个汉字太长')])
    assert.equal(long.kind === 'refused' && long.code, 40018)
  })

  it('without an answer is neither accepted nor refused', async () => {
    const settings = { ...simulator.officialSettings(), apiBaseUrl: 'http://127.0.0.1:9' }
    const result = await createWechatOfficialGateway({ settings }).createMenu(OFFICIAL, [view('缴热费')])
    assert.equal(result.kind, 'unavailable')
  })

  it('is put by npm run wechat-menu, which says what became of it', async () => {
    const put = (...words: string[]) => {
      const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/wechat-menu.ts', ...words], {
        encoding: 'utf8',
        env: {
          ...process.env,
          WECHAT_APPS_FILE: path.join(simulator.dir, 'manifest.json'),
          WECHAT_API_URL: simulator.url,
          PUBLIC_URL: 'http://127.0.0.1:8080',
        },
      })
      return { status, said: stdout + stderr }
    }
    const all = put('all')
    assert.equal(all.status, 0, all.said)
    const menus = await simulator.control.officialMenus()
    for (const { appId } of simulator.officialSettings().accounts) {
      assert.match(all.said, new RegExp(`${appId} 菜单已更新`))
      assert.ok(JSON.stringify(menus[appId]).includes(`"${HERE}?app=${appId}"`))
    }
    const unknown = put('wx0000000000009999')
    assert.deepEqual([unknown.status, /请指明公众号：wx00000000000000a2/.test(unknown.said)], [2, true], unknown.said)
    const noMenu = put('all', 'package.json')
    assert.equal(noMenu.status, 2)
    assert.match(noMenu.said, /[一-龥]/)
  }).timeout(30_000)
})
