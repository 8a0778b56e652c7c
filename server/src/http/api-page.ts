import type { JsonSchema, OpenApi, Operation, Parameter } from './openapi.ts'

/** The API description as one page a person can read, search and print: no script, nothing from elsewhere. */
export function apiPage({ info, tags, paths, components }: OpenApi): string {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  )
  const sections = tags.map(({ name }) => {
    const own = operations.filter(({ operation }) => operation.tags.includes(name))
    return own.length === 0 ? '' : `<h2 id="tag-${text(name)}">${text(name)}</h2>${own.map(operationHtml).join('')}`
  })
  const index = operations.map(
    ({ method, path, operation }) =>
      `<li><a href="#${operation.operationId}"><span class="method">${method.toUpperCase()}</span> ${text(path)}</a> ${text(operation.summary)}</li>`,
  )
  const schemas = Object.entries(components.schemas).map(
    ([name, schema]) => `<section id="schema-${text(name)}"><h3>${text(name)}</h3>${schemaHtml(schema)}</section>`,
  )
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(info.title)} ${text(info.version)}</title><style>${STYLE}</style></head><body><main>
<h1>${text(info.title)} <small>${text(info.version)}</small></h1><p>${text(info.description)}</p>
<p>供程序使用的描述（OpenAPI 3.1）：<a href="/openapi.json">/openapi.json</a></p>
<nav aria-label="目录"><ul>${index.join('')}</ul></nav>
${sections.join('')}<h2 id="schemas">数据结构</h2>${schemas.join('')}</main></body></html>`
}

type Shown = { readonly method: string; readonly path: string; readonly operation: Operation }

function operationHtml({ method, path, operation }: Shown): string {
  const { operationId, summary, description, parameters, requestBody, responses } = operation
  const answers = Object.entries(responses).filter(([status]) => status !== 'default')
  return `<section id="${operationId}"><h3><span class="method">${method.toUpperCase()}</span> <code>${text(path)}</code></h3>
<p>${text(summary)}${description ? `。${code(description)}` : ''}</p>
${parameters.length > 0 ? parametersHtml(parameters) : ''}
${requestBody ? `<h4>提交</h4>${contentHtml(requestBody.content)}` : ''}
${answers.map(([status, answer]) => `<h4>答复 ${text(status)}</h4>${answerHtml(answer)}`).join('')}</section>`
}

function answerHtml(answer: JsonSchema): string {
  return answer.content ? contentHtml(answer.content as Content) : '<p>没有内容</p>'
}

type Content = Readonly<Record<string, { readonly schema: JsonSchema }>>

/** A file has no fields: its type says it. */
function contentHtml(content: Content): string {
  return Object.entries(content)
    .map(([type, { schema }]) => (type === 'application/json' ? schemaHtml(schema) : `<p>文件：<code>${text(type)}</code></p>`))
    .join('')
}

function parametersHtml(parameters: readonly Parameter[]): string {
  const places = { path: '地址', query: '查询', header: '请求头' } as const
  const rows = parameters.map(
    ({ name, in: place, required, description, schema }) =>
      `<tr><td><code>${text(name)}</code></td><td>${places[place]}${required ? '，必填' : ''}</td><td>${typeHtml(schema)}</td><td>${text(description ?? '')}</td></tr>`,
  )
  return `<h4>参数</h4><table><thead><tr><th scope="col">名称</th><th scope="col">位置</th><th scope="col">类型</th><th scope="col">说明</th></tr></thead><tbody>${rows.join('')}</tbody></table>`
}

/** An object as a table of its fields, anything else in one line. */
function schemaHtml(schema: JsonSchema): string {
  const properties = schema.properties as Readonly<Record<string, JsonSchema>> | undefined
  if (!properties) return `<p>${typeHtml(schema)}</p>`
  const required = (schema.required ?? []) as readonly string[]
  const rows = Object.entries(properties).map(
    ([name, one]) =>
      `<tr><td><code>${text(name)}</code>${required.includes(name) ? '' : '（可缺）'}</td><td>${typeHtml(one)}</td><td>${text(String(one.description ?? ''))}</td></tr>`,
  )
  return `<table><thead><tr><th scope="col">字段</th><th scope="col">类型</th><th scope="col">说明</th></tr></thead><tbody>${rows.join('')}</tbody></table>`
}

function typeHtml(schema: JsonSchema): string {
  if (typeof schema.$ref === 'string') {
    const name = text(schema.$ref.split('/').at(-1) ?? '')
    return `<a href="#schema-${name}">${name}</a>`
  }
  const choices = (schema.anyOf ?? schema.oneOf) as readonly JsonSchema[] | undefined
  if (choices) return choices.map(typeHtml).join(' 或 ')
  if (Array.isArray(schema.enum)) return schema.enum.map((one) => `<code>${text(JSON.stringify(one))}</code>`).join(' ')
  if ('const' in schema) return `<code>${text(JSON.stringify(schema.const))}</code>`
  if (schema.type === 'array') return `${typeHtml((schema.items ?? {}) as JsonSchema)} 的列表`
  if (schema.properties) return schemaHtml(schema)
  return text(TYPES[String(schema.type)] ?? '任意')
}

const TYPES: Readonly<Record<string, string>> = {
  string: '文字',
  integer: '整数',
  number: '数',
  boolean: '是否',
  null: '空',
  object: '对象',
}

/** `…` in a description is code. */
const code = (given: string) => text(given).replace(/`([^`]+)`/g, '<code>$1</code>')

function text(given: string): string {
  return given.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

const STYLE = `body{font:15px/1.6 system-ui,"PingFang SC","Noto Sans CJK SC",sans-serif;color:#222;margin:0}main{max-width:1080px;margin:0 auto;padding:24px 16px}
h2{margin-top:40px;border-bottom:2px solid #1d4f73}h3{margin:24px 0 4px}h4{margin:12px 0 4px}section{margin-bottom:16px;scroll-margin-top:12px}
table{border-collapse:collapse;width:100%}th,td{border:1px solid #ddd;padding:4px 8px;text-align:left;vertical-align:top}th{background:#f4f6f8}
code{font:13px ui-monospace,monospace;overflow-wrap:anywhere}.method{display:inline-block;min-width:56px;font:700 12px ui-monospace,monospace;color:#1d4f73}
nav ul{list-style:none;padding:0}a{color:#1d4f73}@media(max-width:600px){table{font-size:13px}}`
