import { createHash, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createPlannedFaults } from '../wire/planned-faults.ts'
import { type ObjectRequest, readObjectRequest } from './object-request.ts'
import { type AccessKey, faultOfSignature } from './signatures.ts'

export type OssSimulatorConfig = { readonly accessKey: AccessKey; readonly bucket: string }

type StoredObject = { readonly bytes: Buffer; readonly contentType: string; readonly acl: string }
type Operation = 'PUT' | 'GET' | 'HEAD' | 'DELETE'
/** `hang` never answers, `stored-then-drop` cuts the line after the work is done, `half` sends half of what it promised. */
type Fault = 'hang' | 'drop' | 'done-then-drop' | 'http-500' | 'half'

/** Object storage as OSS speaks it: PutObject, GetObject, HeadObject, DeleteObject. Control and book under /-/, for this machine only. */
export function createOssSimulator({ accessKey, bucket }: OssSimulatorConfig): { readonly server: Server; stop(): void } {
  const objects = new Map<string, StoredObject>()
  const faults = createPlannedFaults<Operation, Fault>()
  const seen: string[] = []

  const work = (request: ObjectRequest): Answer => {
    const fault = faultOfSignature(request, accessKey, Date.now())
    seen.push(`${request.method} ${request.headers.authorization?.split(' ')[0] ?? '-'}`)
    if (fault !== null) return refusal(403, fault)
    if (request.bucket !== bucket) return refusal(404, 'NoSuchBucket')
    const known = objects.get(request.key)
    if (request.method === 'PUT') {
      const contentType = request.headers['content-type'] ?? 'application/octet-stream'
      objects.set(request.key, { bytes: request.body, contentType, acl: request.headers['x-oss-object-acl'] ?? 'default' })
      return { status: 200, headers: { etag: etagOf(request.body) } }
    }
    if (request.method === 'DELETE') {
      objects.delete(request.key)
      return { status: 204 }
    }
    if (!known) return refusal(404, 'NoSuchKey')
    return { status: 200, headers: { 'content-type': known.contentType, etag: etagOf(known.bytes) }, body: known.bytes }
  }

  const server = createServer((request, response) => {
    if (request.url?.startsWith('/-/')) void control(request, response)
    else void serve(request, response)
  })

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = await readObjectRequest(request, [bucket])
    if (asked === null) return write(response, refusal(400, 'EntityTooLarge'), asked)
    const fault = faults.next(asked.method as Operation)
    if (fault === 'hang') return
    if (fault === 'drop') return void request.socket.destroy()
    if (fault === 'http-500') return write(response, refusal(500, 'InternalError'), asked)
    const answer = work(asked)
    if (fault === 'done-then-drop') return void request.socket.destroy()
    if (fault !== 'half' || !answer.body) return write(response, answer, asked)
    response.writeHead(answer.status, { ...answer.headers, 'content-length': String(answer.body.length) })
    response.write(answer.body.subarray(0, answer.body.length >> 1), () => request.socket.destroy())
  }

  async function control(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    if (request.url === '/-/faults') {
      const { operation, fault, times } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as {
        operation: Operation
        fault: Fault
        times: number
      }
      faults.plan(operation, fault, times)
    }
    const book = [...objects].map(([key, { bytes, contentType, acl }]) => ({ key, size: bytes.length, contentType, acl }))
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ objects: book, seen }))
  }

  return { server, stop: () => {} }
}

type Answer = { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: Buffer }

const sentences: Readonly<Record<string, string>> = {
  NoSuchKey: 'The specified key does not exist.',
  NoSuchBucket: 'The specified bucket does not exist.',
  SignatureDoesNotMatch:
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
  InvalidAccessKeyId: 'The OSS Access Key Id you provided does not exist in our records.',
  AccessDenied: 'You have no right to access this object because of bucket acl.',
  RequestTimeTooSkewed: 'The difference between the request time and the current time is too large.',
}

function refusal(status: number, code: string): Answer {
  const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<Error>\n  <Code>${code}</Code>\n  <Message>${sentences[code] ?? code}</Message>\n  <RequestId>${requestId()}</RequestId>\n  <HostId>simulator</HostId>\n</Error>\n`
  return { status, headers: { 'content-type': 'application/xml' }, body: Buffer.from(xml) }
}

function write(response: ServerResponse, { status, headers, body }: Answer, asked: ObjectRequest | null): void {
  const length = status === 204 ? {} : { 'content-length': String(body?.length ?? 0) }
  response.writeHead(status, { ...headers, ...length, 'x-oss-request-id': requestId() })
  response.end(asked?.method === 'HEAD' ? undefined : body)
}

function etagOf(bytes: Buffer): string {
  return `"${createHash('md5').update(bytes).digest('hex').toUpperCase()}"`
}

function requestId(): string {
  return randomBytes(12).toString('hex').toUpperCase()
}
