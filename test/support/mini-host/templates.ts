import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Dialect } from './dialect.ts'
import type { Scope } from './expression.ts'
import { parseTemplate, type TemplateElement, type TemplateNode } from './template-parser.ts'

export interface Template {
  readonly nodes: readonly TemplateNode[]
  /** Script functions of the file the template stands in. */
  readonly scripts: Scope
}

/** The shipped templates, read as the client reads them: imports followed, scripts run. */
export class Templates {
  private readonly named = new Map<string, Template>()
  private readonly dialect: Dialect

  constructor(dialect: Dialect) {
    this.dialect = dialect
  }

  /** A template by name. Throws when the build did not ship it, which on a phone is a blank screen. */
  get(name: string): Template {
    const template = this.named.get(name)
    if (template === undefined) throw new Error(`template ${name} is not in the shipped ${this.dialect.template}`)
    return template
  }

  /** Reads a file and returns what stands in it outside of named templates. */
  load(file: string): Template {
    const scripts: Record<string, unknown> = {}
    const nodes: TemplateNode[] = []
    for (const node of parseTemplate(readFileSync(file, 'utf8'))) {
      if ('text' in node) nodes.push(node)
      else if (node.tag === 'template' && node.attributes.name !== undefined)
        this.named.set(node.attributes.name, { nodes: node.children, scripts })
      else if (node.tag === this.dialect.script.tag) this.addScript(node, file, scripts)
      else if (node.tag === 'import') this.load(resolve(dirname(file), node.attributes.src ?? ''))
      else nodes.push(node)
    }
    return { nodes, scripts }
  }

  private addScript(node: TemplateElement, file: string, scripts: Record<string, unknown>): void {
    const { file: source, as } = this.dialect.script
    const code = readFileSync(resolve(dirname(file), node.attributes[source] ?? ''), 'utf8')
    const module = { exports: {} as unknown }
    new Function('module', 'exports', code.replace(/^export default/, 'module.exports ='))(module, module.exports)
    scripts[node.attributes[as] ?? ''] = module.exports
  }
}
