import assert from 'node:assert/strict'
import { readCertificateList } from '../../server/src/gateways/wechat-pay/certificates.ts'
import { decrypt } from '../../server/src/gateways/wechat-pay/decryption.ts'
import { readPlatformKey } from '../../server/src/gateways/wechat-pay/platform-key.ts'
import { fromRfc3339, toBeijingRfc3339 } from '../../server/src/gateways/wechat-pay/rfc3339.ts'
import { isFresh, isSignedBy, readSignedMessage } from '../../server/src/gateways/wechat-pay/verification.ts'
import { publishedNotice } from './wechat-pay-published-notice.ts'

describe('WeChat Pay: published samples', () => {
  const { certificatePem, serial, headers, body } = publishedNotice
  const key = readPlatformKey(serial, certificatePem)
  const message = readSignedMessage(headers, Buffer.from(body))

  it("verifies the signed notice of the platform's own Go library, at its own time only", () => {
    assert.ok(key && message)
    assert.equal(isSignedBy(key, message), true)
    assert.equal(isFresh(message, 1_624_523_846_000), true)
    assert.equal(isFresh(message, 1_624_523_846_000 + 300_001), false)
    assert.equal(isSignedBy(key, { ...message, body: Buffer.from(body.replace('1234', '1235').replace('签约', '解约')) }), false)
    assert.equal(isSignedBy(key, { ...message, timestamp: '1624523847' }), false)
    assert.equal(isSignedBy(key, { ...message, nonce: `${message.nonce}x` }), false)
  })

  it('a certificate counts only under its own serial number, and only while it is valid', () => {
    assert.equal(readPlatformKey('D7CE59D1F522D702', certificatePem), null)
    assert.equal(key?.validFromAt, Date.UTC(2021, 3, 27, 8, 55, 23))
    assert.equal(key?.validUntilAt, Date.UTC(2031, 3, 25, 8, 55, 23))
  })

  it("decrypts the sample of the platform's own Java library, and nothing that differs from it by a bit", () => {
    // source: github.com/wechatpay-apiv3/wechatpay-java, core/src/test/.../cipher/AeadAesCipherTest.java and model/TestConfig.java
    const apiV3Key = 'a7cde1ZJB1kG2e7VfTs3jQzaWizur8Gb'
    const sealed = { ciphertext: 'ulwSiIajGClcvcOYvOQ7+l+0PAbzzwI=', nonce: 'uluk4a9R25RW', associatedData: 'associatedData' }
    assert.equal(decrypt(apiV3Key, sealed)?.toString(), 'message')
    assert.equal(decrypt(apiV3Key, { ...sealed, associatedData: 'bad-associatedData' }), null)
    assert.equal(decrypt(apiV3Key, { ...sealed, nonce: 'bad-4a9R25RW' }), null)
    assert.equal(decrypt('b7cde1ZJB1kG2e7VfTs3jQzaWizur8Gb', sealed), null)
    const bytes = Buffer.from(sealed.ciphertext, 'base64')
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Buffer.from(bytes)
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
      assert.equal(decrypt(apiV3Key, { ...sealed, ciphertext: changed.toString('base64') }), null, `bit ${bit}`)
    }
    for (const ciphertext of ['', 'AAAA', bytes.subarray(1).toString('base64'), bytes.subarray(0, -1).toString('base64')])
      assert.equal(decrypt(apiV3Key, { ...sealed, ciphertext }), null)
  })

  it('decrypts a notice text of our own, calculated once and pinned', () => {
    const sealed = {
      ciphertext:
        'DUcclrHBE5NffFMk6pzEyhUSz1nix96RDgIbIiR1/uv6JlUPkME9fPWRf9PY2asBSNXSyTtDp2Dp7oOTKMKOQIUwRtwogTZhNk9sRn0OBM8S6hzB7d474S++2O8vy7DeZ7y3wg==',
      nonce: 'fdasflkja484',
      associatedData: 'transaction',
    }
    const text = decrypt('0123456789abcdef0123456789abcdef', sealed)?.toString()
    assert.equal(text, '{"out_trade_no":"H20261121000001","trade_state":"SUCCESS","amount":{"total":102056}}')
  })

  it('reads no certificate list that is not one', () => {
    for (const status of [200, 204, 404, 500]) {
      for (const text of ['', '{}', '{"data":{}}', '{"data":[null,1,{"serial_no":"A"}]}'])
        assert.equal(
          readCertificateList({ kind: 'answer', status, headers, body: Buffer.from(text) }, 'k'.repeat(32), [], 1_624_523_846_000),
          null,
        )
    }
  })

  it('writes and reads times with their offset', () => {
    assert.equal(toBeijingRfc3339(Date.UTC(2018, 5, 8, 2, 34, 56, 999)), '2018-06-08T10:34:56+08:00')
    assert.equal(fromRfc3339('2018-06-08T10:34:56+08:00'), Date.UTC(2018, 5, 8, 2, 34, 56))
    for (const text of ['2018-06-08 10:34:56', '2018-06-08T10:34:56', '2018-13-08T10:34:56Z', '', null, 20180608, '2018-06-08'])
      assert.equal(fromRfc3339(text), null)
  })
})
