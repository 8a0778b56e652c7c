import type Router from '@koa/router'
import { z } from 'zod'
import { Problem } from '../../../shared/contracts/problem.ts'
import type { Answer } from './answers.ts'
import type { RequestState } from './context.ts'
import type { Accepts } from './validation.ts'

/** What the description needs to know of a mounted group of routes. */
export type DescribedGroup = {
  readonly prefix: string
  readonly guard: 'none' | 'staff' | 'resident'
  readonly router: Router<RequestState>
}
export type JsonSchema = { readonly [key: string]: unknown }
export type Parameter = {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required: boolean
  readonly description?: string
  readonly schema: JsonSchema
}
export type Operation = {
  readonly operationId: string
  readonly summary: string
  readonly tags: readonly string[]
  readonly description?: string
  readonly security: readonly Readonly<Record<string, readonly string[]>>[]
  readonly parameters: readonly Parameter[]
  readonly requestBody?: { readonly required: true; readonly content: Readonly<Record<string, { readonly schema: JsonSchema }>> }
  readonly responses: Readonly<Record<string, JsonSchema>>
}
export type OpenApi = {
  readonly openapi: '3.1.0'
  readonly info: { readonly title: string; readonly version: string; readonly description: string }
  readonly tags: readonly { readonly name: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>>; readonly securitySchemes: JsonSchema }
}

const AUDIENCES = { none: '无需登录', staff: '员工', resident: '居民' } as const
const SECURITY = { none: [], staff: [{ staffToken: [] }], resident: [{ residentToken: [] }, { residentCookie: [] }] } as const
const KEY: Parameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description: '这次提交的唯一编号。同一编号、同一内容重发，得到第一次的结果；内容不同则被拒绝（409）',
  schema: { type: 'string', minLength: 16, maxLength: 64 },
}

/** The OpenAPI 3.1 description of every route below /api, made of what the routes themselves check and answer. */
export function openApiOf(groups: readonly DescribedGroup[], version: string): OpenApi {
  const schemas = new Map<string, JsonSchema>()
  const paths: Record<string, Record<string, Operation>> = {}
  schemaOf(Problem, 'output', schemas)
  for (const { prefix, guard, router } of groups) {
    for (const layer of router.stack) {
      const parts = partsOf(layer.stack)
      if (!parts.answer) continue
      const path = `${prefix}${layer.path}`.replace(/:(\w+)/g, '{$1}')
      for (const method of layer.methods.filter((one) => one !== 'HEAD')) {
        paths[path] = { ...paths[path], [method.toLowerCase()]: operationOf({ method, path, guard, parts, schemas }) }
      }
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: '暖账 接口',
      version,
      description:
        '金额均为整数，单位分；时刻为 UTC（ISO 8601），日期为北京时间。所有拒绝都是 application/problem+json，code 供程序判断，detail 供人阅读。',
    },
    tags: Object.values(AUDIENCES).map((name) => ({ name })),
    paths,
    components: {
      schemas: Object.fromEntries([...schemas].sort(([one], [other]) => (one < other ? -1 : 1))),
      securitySchemes: {
        staffToken: { type: 'http', scheme: 'bearer', description: '员工登录（POST /api/staff/sessions）得到的凭证' },
        residentToken: { type: 'http', scheme: 'bearer', description: '小程序登录（POST /api/resident/sessions）得到的凭证' },
        residentCookie: { type: 'apiKey', in: 'cookie', name: 'nz_resident', description: 'H5 登录后的 Cookie' },
      },
    },
  }
}

type Parts = { readonly answer?: Answer; readonly accepts: readonly Accepts[]; readonly permission?: string; readonly once: boolean }

/** What the middlewares of one route say of themselves. */
function partsOf(stack: readonly object[]): Parts {
  const found = <Name extends string>(name: Name) => stack.find((one) => name in one) as Record<Name, unknown> | undefined
  const permission = found('permission')?.permission as string | undefined
  const answer = found('answer')?.answer as Answer | undefined
  return {
    ...(answer ? { answer } : {}),
    ...(permission ? { permission } : {}),
    accepts: stack.flatMap((one) => ('accepts' in one ? [one.accepts as Accepts] : [])),
    once: found('once') !== undefined,
  }
}

type Described = {
  readonly method: string
  readonly path: string
  readonly guard: DescribedGroup['guard']
  readonly parts: Parts
  readonly schemas: Map<string, JsonSchema>
}

function operationOf({ method, path, guard, parts, schemas }: Described): Operation {
  const { answer, accepts, permission, once } = parts
  if (!answer) throw new Error(`${method} ${path} does not say what it answers`)
  const body = accepts.find(({ place }) => place === 'body')
  const right = permission && permission !== 'any-staff' ? { description: `需要权限 \`${permission}\`` } : {}
  return {
    operationId: `${method.toLowerCase()}${path.replace(/[^0-9A-Za-z]+(\w)/g, (_, letter: string) => letter.toUpperCase()).replace(/\W/g, '')}`,
    summary: answer.summary,
    tags: [AUDIENCES[guard]],
    ...right,
    security: SECURITY[guard],
    parameters: [
      ...accepts.flatMap(({ place, schema }) => (place === 'body' ? [] : parametersOf(place, schemaOf(schema, 'input', schemas)))),
      ...(once ? [KEY] : []),
    ],
    ...(body
      ? {
          requestBody: {
            required: true,
            content: { [body.mediaType ?? 'application/json']: { schema: schemaOf(body.schema, 'input', schemas) } },
          },
        }
      : {}),
    responses: {
      [answer.status]: {
        description: '成功',
        ...(answer.schema
          ? { content: { [answer.mediaType ?? 'application/json']: { schema: schemaOf(answer.schema, 'output', schemas) } } }
          : {}),
      },
      default: {
        description: '拒绝：原因见 code 与 detail',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  }
}

function parametersOf(place: 'path' | 'query', schema: JsonSchema): Parameter[] {
  const required = (schema.required ?? []) as readonly string[]
  return Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>).map(([name, { description, ...one }]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(description ? { description: String(description) } : {}),
    schema: one,
  }))
}

/**
 * A contract as JSON Schema. Schemas with a name go to the components; what a request may leave out differs from what an answer
 * always holds, so a name used in requests is a component of its own.
 */
function schemaOf(schema: z.ZodType, io: 'input' | 'output', schemas: Map<string, JsonSchema>): JsonSchema {
  const { $schema: _, $defs = {}, ...own } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as JsonSchema
  const nameOf = (id: string) => (io === 'input' ? `${id}Request` : id)
  const moved = (one: JsonSchema): JsonSchema =>
    JSON.parse(JSON.stringify(one), (key, value) =>
      key === '$ref' && typeof value === 'string'
        ? value.replace(/^#\/\$defs\/(.+)$/, (_, id: string) => `#/components/schemas/${nameOf(id)}`)
        : value,
    ) as JsonSchema
  for (const [id, { id: _id, ...one }] of Object.entries($defs as Record<string, JsonSchema>)) schemas.set(nameOf(id), moved(one))
  return moved(own)
}
