import assert from 'node:assert/strict'
import { generateKeyPairSync, sign } from 'node:crypto'
import { readAnswer } from '../../server/src/gateways/alipay/answers.ts'
import type { AppClient } from '../../server/src/gateways/alipay/app-client.ts'
import { fromBeijingTime, toBeijingTime } from '../../server/src/gateways/alipay/beijing-time.ts'
import { readBillList } from '../../server/src/gateways/alipay/bill-file.ts'
import { rootSerial } from '../../server/src/gateways/alipay/certificates.ts'
import { readForm } from '../../server/src/gateways/alipay/form.ts'
import { jsonMembers } from '../../server/src/gateways/alipay/json-members.ts'
import { readNotice } from '../../server/src/gateways/alipay/notices.ts'
import { trustedKeys } from '../../server/src/gateways/alipay/trusted-keys.ts'
import { fenOf, yuanOf } from '../../server/src/gateways/alipay/yuan.ts'
import { publishedAnswer, publishedNotice, publishedRoot } from './alipay-published-samples.ts'

const trusting = (alipayPublicKeyPem: string) =>
  trustedKeys({ appId: '', sellerId: '', privateKeyPem: '', keys: { kind: 'key', alipayPublicKeyPem } })
const answered = (body: string) => ({ kind: 'answer' as const, status: 200, headers: {}, body: Buffer.from(body) })
const clock = { now: () => 0 }

describe('Alipay: published samples', () => {
  it('verifies an answer of the real gateway, and none that differs from it by a character', () => {
    const { method, alipayPublicKeyPem, body } = publishedAnswer
    const read = (text: string) => readAnswer(answered(text), method, trusting(alipayPublicKeyPem), clock)
    const genuine = read(body)
    assert.deepEqual(genuine.kind === 'accepted' && genuine.json.file_id, 'CAxAToWB1JsAAAAAAAAAAAAADgSLAQBr')
    // white space around the signed text is nobody's; inside it, it is a change
    assert.equal(read(body.replace(',"sign"', ' ,\n "sign"').replace('":{', '" : {')).kind, 'accepted')
    for (const forged of [
      body.replace('"10000"', '"10001"'),
      body.replace('"code":', '"code": '),
      body.replace('CAxAToWB', 'CAxAToWC'),
      body.replace('F+LDzp', 'F+LDzq'),
      body.replace('"sign"', '"sing"'),
      body.replace('{"alipay', '{"alipay_open_file_upload_response":{"code":"10000","file_id":"mine"},"alipay'),
      body.replace('_upload_', '_download_'),
    ]) {
      assert.notEqual(forged, body)
      assert.equal(read(forged).kind, 'unknown', forged.slice(0, 60))
    }
  })

  it('verifies a real notice over its raw form, at its own time, app and seller only', () => {
    const { alipayPublicKeyPem, fields } = publishedNotice
    const client = {
      appId: fields.app_id,
      sellerId: fields.seller_id,
      clock: { now: () => Date.UTC(2019, 7, 15, 8, 0, 0) },
      trusted: trusting(alipayPublicKeyPem),
    } as unknown as AppClient
    const read = (changes: Record<string, string>, one: AppClient = client) =>
      readNotice(one, { headers: {}, body: Buffer.from(new URLSearchParams({ ...fields, sign_type: 'RSA2', ...changes }).toString()) })
    const result = read({})
    assert.deepEqual(result.kind === 'payment' && result.proof, {
      mchId: '2088531891668739',
      subMchId: null,
      appId: '2019073166072302',
      orderNo: '20190815155618536-564-57',
      transactionId: '2019081522001468450512505578',
      totalFen: 10,
      payerOpenid: '2088102534368455',
      succeededAt: Date.UTC(2019, 7, 15, 7, 56, 24),
    })
    for (const name of Object.keys(fields)) {
      const changed = read({ [name]: name === 'sign' ? `A${fields.sign.slice(1)}` : 'x' })
      assert.deepEqual(changed, { kind: 'rejected', reason: 'bad-signature' }, name)
    }
    const reasonOf = (one: Partial<AppClient>) => {
      const other = read({}, { ...client, ...one })
      return other.kind === 'rejected' && other.reason
    }
    assert.equal(reasonOf({ appId: '2019073166072303' }), 'wrong-app')
    assert.equal(reasonOf({ sellerId: '2088531891668738' }), 'wrong-merchant')
    assert.equal(reasonOf({ clock: { now: () => Date.UTC(2019, 7, 16, 10, 0, 0) } }), 'stale')
    assert.equal(reasonOf({ clock: { now: () => Date.UTC(2019, 7, 15, 7, 0, 0) } }), 'stale')
  })

  it('computes the number of the real root file: RSA certificates alone, in their order', () => {
    assert.equal(rootSerial(publishedRoot.pem), publishedRoot.serial)
    assert.equal(rootSerial('no certificate'), '')
  })

  it('reads a bill list as real ones are written: padded rows, refunds negative, a comma in the goods', () => {
    // layout as in test data of public integrations (columns and padding of 2019 and 2026); numbers and names invented
    const rows = [
      '2026112222001400000000000001\t,W20261122000001\t,交易\t,供热费 W1,2026-11-22 10:55:16,2026-11-22 10:55:23,\t,\t,\t,\t,*试(138****0001)\t,954.69,954.69,0.00,0.00,0.00,0.00,0.00,,0.00\t,0.00,\t,-5.73,0.00,供热',
      '2026112222001400000000000001\t,W20261122000001\t,退款\t,供热费, W1,2026-11-22 10:55:16,2026-11-22 12:00:00,\t,\t,\t,\t,*试(138****0001)\t,-54.69,-54.69,0.00,0.00,0.00,0.00,0.00,,0.00\t,0.00,R0001\t,0.00,0.00,',
    ]
    const head =
      '支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注'
    const dashes = '-'.repeat(41)
    const lines = [
      '#支付宝业务明细查询',
      '#账号：[20880000000000110156]',
      '#起始日期：[2026年11月22日 00:00:00]   终止日期：[2026年11月23日 00:00:00]',
      `#${dashes}业务明细列表----------------------------------------`,
      head,
      ...rows,
      `#${dashes}业务明细列表结束------------------------------------`,
      '#交易合计：1笔，商家实收共954.69元，商家优惠共0.00元',
      '#导出时间：[2026年11月23日 05:46:49]',
    ]
    const bill = readBillList(lines.join('\n'))
    assert.equal(bill?.sellerId, '2088000000000011')
    assert.deepEqual(
      bill?.rows.map(({ kind, orderNo, refundNo, amountFen, feeE5, completedAt }) => [
        kind,
        orderNo,
        refundNo,
        amountFen,
        feeE5,
        toBeijingTime(completedAt),
      ]),
      [
        ['payment', 'W20261122000001', null, 95_469, 573_000, '2026-11-22 10:55:23'],
        ['refund', 'W20261122000001', 'R0001', -5_469, 0, '2026-11-22 12:00:00'],
      ],
    )
    // half a bill is no bill, nor is one whose totals say something else
    assert.equal(readBillList(lines.join('\n').replace('共954.69元', '共954.68元')), null)
    assert.equal(readBillList(lines.join('\n').replace('合计：1笔', '合计：2笔')), null)
    assert.equal(readBillList(lines.slice(0, -3).join('\n')), null)
    assert.equal(readBillList(lines.filter((_, index) => index !== 1).join('\n')), null)
    assert.equal(readBillList(lines.join('\n').replace('退款\t', '其他\t')), null)
    assert.equal(readBillList(lines.join('\n').replace('954.69,954.69', '954.69元,954.69')), null)
  })

  it('verifies the text as it was signed before slashes were escaped, as the SDK of the platform does', () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const plain = '{"code":"10000","url":"http://a/b"}'
    const signature = sign('RSA-SHA256', Buffer.from(plain), privateKey).toString('base64')
    const body = `{"a_b_response":${plain.replaceAll('/', '\\/')},"sign":"${signature}"}`
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
    assert.equal(readAnswer(answered(body), 'a.b', trusting(pem), clock).kind, 'accepted')
  })

  it('finds the bytes of a member, whatever is inside strings and nested objects', () => {
    const text = '{ "a" : {"b":"}\\"{","c":[1,{"sign":"x"}]} , "中":"文", "n":-1.5e3,"t":true }'
    const members = jsonMembers(Buffer.from(text))
    assert.deepEqual(
      [...(members ?? [])].map(([name, bytes]) => [name, bytes.toString()]),
      [
        ['a', '{"b":"}\\"{","c":[1,{"sign":"x"}]}'],
        ['中', '"文"'],
        ['n', '-1.5e3'],
        ['t', 'true'],
      ],
    )
    for (const bad of ['', '[]', 'null', '{', '{"a":1,"a":2}', '{"a":1,"\\u0061":2}'])
      assert.equal(jsonMembers(Buffer.from(bad)), null, bad)
    assert.equal(jsonMembers(Buffer.from('{}'))?.size, 0)
  })

  it('reads forms as bytes, and none that says something twice', () => {
    const form = readForm(Buffer.from('a=%C4%E3+x&b=&c'))
    assert.deepEqual(
      [...(form ?? [])].map(([name, value]) => [name, value.toString('hex')]),
      [
        ['a', 'c4e32078'],
        ['b', ''],
        ['c', ''],
      ],
    )
    for (const bad of ['a=%', 'a=%zz', 'a=1&a=2', 'a=1&%61=2']) assert.equal(readForm(Buffer.from(bad)), null, bad)
  })

  it('writes and reads amounts and times of the wire', () => {
    assert.deepEqual([yuanOf(1), yuanOf(95_469), yuanOf(100)], ['0.01', '954.69', '1.00'])
    assert.deepEqual(['0.01', '954.69', '1', '1.5', '-54.69', '-0.00'].map(fenOf), [1, 95_469, 100, 150, -5_469, 0])
    for (const text of ['', '1.234', '1,000.00', 'NaN', '1e3', ' 1', '.5', 1, null]) assert.equal(fenOf(text), null, String(text))
    assert.equal(toBeijingTime(Date.UTC(2018, 5, 8, 2, 34, 56, 999)), '2018-06-08 10:34:56')
    assert.equal(fromBeijingTime('2018-06-08 10:34:56'), Date.UTC(2018, 5, 8, 2, 34, 56))
    for (const text of ['2018-06-08T10:34:56', '2018-02-30 10:00:00', '2018-06-08', '', null, '2018-06-08 25:00:00'])
      assert.equal(fromBeijingTime(text), null)
  })
})
