import { randomUUID } from 'node:crypto'
import request, { type Response } from 'supertest'
import type { Import } from '../../../shared/contracts/exchange.ts'
import { SEASON, type TestCompany, type World } from '../../support/world.ts'

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export type Sending = {
  readonly query?: Readonly<Record<string, string>>
  readonly key?: string
  readonly type?: string
  readonly company?: TestCompany
}

/** Sends a workbook as one of the company's people. */
export async function sendWorkbook(world: World, name: string, bytes: Buffer, sending: Sending = {}): Promise<Response> {
  const { query = {}, key = randomUUID(), type = XLSX, company } = sending
  return request(world.app)
    .post('/api/staff/imports')
    .query({ fileName: '期初资料.xlsx', seasonCode: SEASON, orgUnit: company ? company.code : 'DEMO', ...query })
    .set('Authorization', `Bearer ${await world.tokenOf(name, company)}`)
    .set('Idempotency-Key', key)
    .set('Content-Type', type)
    .send(bytes)
}

/** Sends it, lets the jobs run, answers the import as the console then shows it. */
export async function importOf(world: World, name: string, bytes: Buffer, sending: Sending = {}): Promise<Import> {
  const sent = await sendWorkbook(world, name, bytes, sending)
  if (sent.status !== 202) throw new Error(`${sent.status} ${sent.text}`)
  await world.worker.drain()
  return readImport(world, name, sent.body.importNo, sending.company)
}

export async function readImport(world: World, name: string, importNo: string, company?: TestCompany): Promise<Import> {
  const token = await world.tokenOf(name, company)
  const { body } = await request(world.app).get(`/api/staff/imports/${importNo}`).set('Authorization', `Bearer ${token}`)
  return body
}

/** The bytes of a file the API answers. */
export async function fileOf(world: World, name: string, path: string): Promise<Response & { readonly body: Buffer }> {
  return request(world.app)
    .get(`/api/staff${path}`)
    .set('Authorization', `Bearer ${await world.tokenOf(name)}`)
    .buffer(true)
    .parse((response, done) => {
      const pieces: Buffer[] = []
      response.on('data', (piece: Buffer) => pieces.push(piece))
      response.on('end', () => done(null, Buffer.concat(pieces)))
    })
}
