import type { Readable } from 'node:stream'
import type { Middleware } from 'koa'
import { z } from 'zod'
import { hashOf, sha256 } from '../platform/crypto.ts'
import { DomainError } from '../platform/domain-error.ts'
import type { Answer } from './answers.ts'
import type { Context, RequestState } from './context.ts'
import { type Accepts, rawBytes } from './validation.ts'

/** Says that the route answers a file. In tests an answer of another type is an error. */
export function answersFile(summary: string, mediaType: string): Middleware<RequestState> & { readonly answer: Answer } {
  const middleware: Middleware<RequestState> = async (ctx, next) => {
    await next()
    if (!ctx.state.checkAnswers || ctx.status >= 300) return
    if (ctx.type !== mediaType) throw new Error(`${ctx.method} ${ctx.path} answered ${ctx.type}, it says ${mediaType}`)
  }
  return Object.assign(middleware, { answer: { summary, schema: z.string().meta({ format: 'binary' }), status: 200, mediaType } })
}

/** A large file is streamed; nobody may keep it, and a browser saves it under its Chinese name. */
export function sendFile(
  ctx: Context,
  { name, type, body }: { readonly name: string; readonly type: string; readonly body: Readable | Buffer },
): void {
  ctx.type = type
  ctx.set('Cache-Control', 'no-store')
  ctx.set('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
  ctx.body = body
}

/** Takes the bytes of a file as the body. Stands after `query` and before `once`: what is sent twice is the same file with the same query. */
export function upload(
  mediaType: string,
  limit: number,
  refusal = '请上传 Excel 工作簿（.xlsx）',
): Middleware<RequestState> & { readonly accepts: Accepts } {
  const middleware: Middleware<RequestState> = async (ctx, next) => {
    if (!ctx.is(mediaType, 'application/octet-stream')) throw new DomainError(415, 'NOT_A_FILE', refusal)
    const bytes = await bytesOf(ctx as Context, limit)
    if (bytes.length === 0) throw new DomainError(422, 'EMPTY_FILE', '文件是空的，请重新选择')
    ctx.state.upload = bytes
    ctx.state.body = { query: hashOf((ctx.state.query ?? null) as never), sha256: sha256(bytes) }
    await next()
  }
  return Object.assign(middleware, { accepts: { place: 'body', schema: z.string().meta({ format: 'binary' }), mediaType } as const })
}

async function bytesOf(ctx: Context, limit: number): Promise<Buffer> {
  try {
    return await rawBytes(ctx, String(limit))
  } catch (error) {
    if ((error as { type?: string }).type !== 'entity.too.large') throw error
    throw new DomainError(413, 'FILE_TOO_LARGE', `文件最大 ${String(limit / 1_048_576)} MB，请分成几个文件，或压缩后上传`)
  }
}

/** The uploaded bytes; a route without `upload` in front of it is a mistake. */
export function uploadOf(ctx: Context): Buffer {
  if (!ctx.state.upload) throw new Error('this route takes no file')
  return ctx.state.upload
}
