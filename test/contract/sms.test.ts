import assert from 'node:assert/strict'
import { createSmsGateway, type SmsSettings } from '../../server/src/gateways/sms/client.ts'
import type { SmsMessage } from '../../server/src/gateways/sms/port.ts'
import { rpcSignature } from '../../server/src/gateways/sms/signature.ts'
import { MORNING } from '../support/database.ts'
import { type SmsSimulator, startSmsSimulator } from '../support/sms-simulator.ts'

/** help.aliyun.com, 短信服务, “HTTP 协议及签名”: the sample call of SendSms with its signature. */
const SEND_SMS_SAMPLE = {
  params: {
    AccessKeyId: 'testId',
    Timestamp: '2017-07-12T02:42:19Z',
    SignatureMethod: 'HMAC-SHA1',
    SignatureVersion: '1.0',
    SignatureNonce: '45e25e9b-0a6f-4070-8c85-2956eda1b466',
    Format: 'XML',
    Action: 'SendSms',
    Version: '2017-05-25',
    RegionId: 'cn-hangzhou',
    PhoneNumbers: '15300000001',
    SignName: '阿里云短信测试专用',
    TemplateParam: '{"customer":"test"}',
    TemplateCode: 'SMS_71390007',
    OutId: '123',
  },
  secret: 'testSecret',
  signature: 'zJDF+Lrzhj/ThnlvIToysFRq6t4=',
}

/** help.aliyun.com, ECS API, “签名机制”: DescribeRegions. */
const REGIONS_SAMPLE = {
  params: {
    Timestamp: '2016-02-23T12:46:24Z',
    Format: 'XML',
    AccessKeyId: 'testid',
    Action: 'DescribeRegions',
    SignatureMethod: 'HMAC-SHA1',
    SignatureNonce: '3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf',
    Version: '2014-05-26',
    SignatureVersion: '1.0',
  },
  secret: 'testsecret',
  signature: 'OLeaidS1JvxuMvnyHOwuJ+uX5qY=',
}

describe('text messages by Alibaba Cloud', () => {
  let provider: SmsSimulator
  before(async () => {
    provider = await startSmsSimulator()
    await provider.setClock(MORNING)
  })
  after(() => provider?.stop())

  let phones = 0
  const message = (): SmsMessage => {
    phones += 1
    return { phone: `1390000${1000 + phones}`, template: 'sign-in-code', params: { code: '012345' }, outId: `C${phones}` }
  }
  const gateway = (changes: Partial<SmsSettings> = {}, now = MORNING) =>
    createSmsGateway({ settings: provider.settings(changes), clock: { now: () => now } })

  it('signs as the two published samples do', () => {
    for (const { params, secret, signature } of [SEND_SMS_SAMPLE, REGIONS_SAMPLE])
      assert.equal(rpcSignature('GET', params, secret), signature)
  })

  it('sends a message: the phone shows the approved words with the code in them', async () => {
    const sent = message()
    const result = await gateway().send(sent)
    assert.equal(result.kind, 'accepted')
    const taken = (await provider.messages()).at(-1)
    assert.deepEqual([taken?.phone, taken?.outId, taken?.signName], [sent.phone, sent.outId, '示例热力'])
    assert.match(taken?.words ?? '', /验证码是 012345/)
  })

  it('is refused with wrong keys, an old clock, an unknown name or template, and a number that is none', async () => {
    const cases: [string, Promise<{ kind: string; code?: string }>][] = [
      ['SignatureDoesNotMatch', gateway({ accessKeySecret: 'wrong' }).send(message())],
      ['InvalidAccessKeyId.NotFound', gateway({ accessKeyId: 'LTAInobody' }).send(message())],
      ['InvalidTimeStamp.Expired', gateway({}, MORNING - 16 * 60_000).send(message())],
      ['isv.SMS_SIGNATURE_ILLEGAL', gateway({ signName: '别人的签名' }).send(message())],
      ['isv.SMS_TEMPLATE_ILLEGAL', gateway({ templates: { 'sign-in-code': 'SMS_9' } }).send(message())],
      ['isv.MOBILE_NUMBER_ILLEGAL', gateway().send({ ...message(), phone: '12345' })],
    ]
    for (const [code, sending] of cases) {
      const result = await sending
      assert.deepEqual([result.kind, result.code], ['refused', code])
    }
  })

  it('meets the provider’s own limit of one a minute: HTTP 200 is no message', async () => {
    const sent = message()
    await gateway().send(sent)
    const again = await gateway().send(sent)
    assert.deepEqual([again.kind, again.kind === 'refused' && again.code], ['refused', 'isv.BUSINESS_LIMIT_CONTROL'])
  })

  it('does not know what became of it without a usable answer', async () => {
    for (const fault of ['hang', 'drop', 'server-error', 'no-json'] as const) {
      await provider.spoil(fault)
      assert.equal((await gateway({ timeoutMs: 200 }).send(message())).kind, 'unknown', fault)
    }
    const sent = message()
    await provider.spoil('hang-but-take')
    assert.equal((await gateway({ timeoutMs: 200 }).send(sent)).kind, 'unknown')
    assert.equal((await provider.messages()).at(-1)?.phone, sent.phone)
  })
})
