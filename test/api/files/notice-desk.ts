import { randomUUID } from 'node:crypto'
import request, { type Response } from 'supertest'
import type { RuleSetKey } from '../../../shared/contracts/tariffs.ts'
import type { Served } from '../../support/api.ts'
import { fileOf } from '../tariffs/rule-set-desk.ts'

/** The beginnings of files of each kind; what follows says nothing of any notice. */
export const PDF = Buffer.from('%PDF-1.7\n% 样例价格文件\n%%EOF\n')
export const JPEG = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from('样例扫描件')])
export const PNG = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.from('样例扫描件')])
export const WEBP = Buffer.concat([Buffer.from('RIFF'), Buffer.from([9, 0, 0, 0]), Buffer.from('WEBPVP8 ')])

export type Desk = Served & { readonly token: string }
type Sending = { readonly name?: string; readonly key?: string; readonly type?: string }

/** Uploads bytes to the notice of a set. */
export async function attach({ app, token }: Desk, set: RuleSetKey, bytes: Buffer, sending: Sending = {}): Promise<Response> {
  const { name = '价格文件.pdf', key = randomUUID(), type = 'application/octet-stream' } = sending
  return request(app)
    .post(`/api/staff${fileOf(set)}/notice-files`)
    .query({ fileName: name })
    .set('Authorization', `Bearer ${token}`)
    .set('Idempotency-Key', key)
    .set('Content-Type', type)
    .send(bytes)
}

export async function download({ app, token }: Desk, set: RuleSetKey, fileNo: string): Promise<Response> {
  return bytesOf(
    request(app)
      .get(`/api/staff${fileOf(set)}/notice-files/${fileNo}`)
      .set('Authorization', `Bearer ${token}`),
  )
}

export async function downloadPublicly({ app }: Served, path: string): Promise<Response> {
  return bytesOf(request(app).get(`/api/public/rule-sets/${path}`))
}

function bytesOf(asked: request.Test): request.Test {
  return asked.buffer(true).parse((response, done) => {
    const pieces: Buffer[] = []
    response.on('data', (piece: Buffer) => pieces.push(piece))
    response.on('end', () => {
      const bytes = Buffer.concat(pieces)
      done(null, response.headers['content-type']?.includes('json') ? JSON.parse(bytes.toString('utf8')) : bytes)
    })
  })
}
