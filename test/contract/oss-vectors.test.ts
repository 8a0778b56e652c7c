import assert from 'node:assert/strict'
import { type AccessKey, faultOfSignature } from '../../server/src/simulators/oss/signatures.ts'

/** Source: OSS API reference, "Include signatures in the Authorization header" (version 1), its worked example. */
const v1Key: AccessKey = { id: '44CF9590006BF252F707', secret: 'OtxrzxIsfpFjA7SwPzILwy8Bw21TLhquhboDYROV', region: 'cn-hangzhou' }
const v1 = {
  method: 'PUT',
  bucket: 'oss-example',
  key: 'nelson',
  query: new URLSearchParams(),
  headers: {
    'content-md5': 'ODBGOERFMDMzQTczRUY3NUE3NzA5QzdFNUYzMDQxNEM=',
    'content-type': 'text/html',
    date: 'Thu, 17 Nov 2005 18:49:58 GMT',
    host: 'oss-example.oss-cn-hangzhou.aliyuncs.com',
    'x-oss-meta-author': 'foo@bar.com',
    'x-oss-magic': 'abracadabra',
    authorization: 'OSS 44CF9590006BF252F707:26NBxoKdsyly4EDv6inkoDft/yA=',
  },
  body: Buffer.alloc(0),
}

/** Source: aliyun/alibabacloud-oss-go-sdk-v2, oss/signer/v4_test.go, the first request signed in a header. */
const v4Key: AccessKey = { id: 'ak', secret: 'sk', region: 'cn-hangzhou' }
const v4 = {
  method: 'PUT',
  bucket: 'bucket',
  key: '1234+-/123/1.txt',
  query: new URLSearchParams([
    ['param1', 'value1'],
    ['+param1', 'value3'],
    ['|param1', 'value4'],
    ['+param2', ''],
    ['|param2', ''],
    ['param2', ''],
  ]),
  headers: {
    'x-oss-head1': 'value',
    abc: 'value',
    zabc: 'value',
    xyz: 'value',
    'content-type': 'text/plain',
    'x-oss-date': '20231216T162057Z',
    'x-oss-content-sha256': 'UNSIGNED-PAYLOAD',
    authorization:
      'OSS4-HMAC-SHA256 Credential=ak/20231216/cn-hangzhou/oss/aliyun_v4_request,Signature=e21d18daa82167720f9b1047ae7e7f1ce7cb77a31e8203a7d5f4624fa0284afe',
  },
  body: Buffer.alloc(0),
}

describe('OSS: published samples of signatures', () => {
  for (const [name, request, key, at] of [
    ['version 1', v1, v1Key, Date.parse(v1.headers.date)],
    ['version 4', v4, v4Key, Date.parse('2023-12-16T16:20:57Z')],
  ] as const) {
    it(`${name} is taken as published, and not with one thing changed`, () => {
      assert.equal(faultOfSignature(request, key, at), null)
      const changed = [
        [{ ...request, method: 'GET' }, key, at, 'SignatureDoesNotMatch'],
        [{ ...request, key: `${request.key}x` }, key, at, 'SignatureDoesNotMatch'],
        [{ ...request, headers: { ...request.headers, 'content-type': 'text/xml' } }, key, at, 'SignatureDoesNotMatch'],
        [{ ...request, headers: { ...request.headers, 'x-oss-more': '1' } }, key, at, 'SignatureDoesNotMatch'],
        [request, { ...key, secret: `${key.secret}x` }, at, 'SignatureDoesNotMatch'],
        [request, { ...key, id: 'another' }, at, 'InvalidAccessKeyId'],
        [request, key, at + 15 * 60_000 + 1, 'RequestTimeTooSkewed'],
        [{ ...request, headers: {} }, key, at, 'AccessDenied'],
      ] as const
      for (const [asked, by, when, fault] of changed) assert.equal(faultOfSignature(asked as never, by, when), fault)
    })
  }
})
