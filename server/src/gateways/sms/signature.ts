import { createHmac } from 'node:crypto'

/**
 * The signature of an Alibaba Cloud RPC call, version 1.0: HMAC-SHA1 over method, path and all parameters sorted by name, both encoded
 * by RFC 3986, with the secret and an ampersand as the key. Source: help.aliyun.com, 短信服务 “HTTP 协议及签名” and ECS “签名机制”.
 */
export function rpcSignature(method: 'GET' | 'POST', params: Readonly<Record<string, string>>, accessKeySecret: string): string {
  return createHmac('sha1', `${accessKeySecret}&`)
    .update(`${method}&${encode('/')}&${encode(canonicalQuery(params))}`)
    .digest('base64')
}

/** `name=value` pairs in the order of their names, encoded as they are signed. */
export function canonicalQuery(params: Readonly<Record<string, string>>): string {
  return Object.entries(params)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join('&')
}

/** encodeURIComponent leaves five characters alone that RFC 3986 reserves. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
}
