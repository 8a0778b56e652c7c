import type { Dialect } from './dialect.ts'
import { objectOf, readValue, type Scope } from './expression.ts'
import { type Binding, type Rendered, textNode } from './rendered.ts'
import type { TemplateElement, TemplateNode } from './template-parser.ts'
import type { Template, Templates } from './templates.ts'

interface Context {
  readonly dialect: Dialect
  readonly templates: Templates
  /** Taro's own component that breaks deep recursion; null when the build has none. */
  readonly recursion: Template | null
}

/** Interprets a shipped template with a page's data: what comes out has the tags, attributes and bindings of the real screen. */
export function render(context: Context, template: Template, data: Scope): readonly Rendered[] {
  return renderNodes(context, template.nodes, { ...template.scripts, ...data }, template.scripts)
}

function renderNodes(context: Context, nodes: readonly TemplateNode[], scope: Scope, scripts: Scope): Rendered[] {
  const out: Rendered[] = []
  const branch = { taken: false }
  for (const node of nodes) {
    if ('text' in node) {
      const text = readValue(node.text, scope)
      if (text !== '' && text !== null && text !== undefined) out.push(textNode(String(text)))
    } else out.push(...renderElement(context, node, scope, scripts, branch))
  }
  return out
}

function renderElement(context: Context, node: TemplateElement, scope: Scope, scripts: Scope, branch: { taken: boolean }): Rendered[] {
  const { directive } = context.dialect
  const { [`${directive}for`]: list, [`${directive}key`]: _key, ...once } = node.attributes
  if (list !== undefined) {
    const items = Object.values((readValue(list, scope) ?? []) as object)
    return items.flatMap((item, index) =>
      renderElement(context, { ...node, attributes: once }, { ...scope, item, index }, scripts, { taken: false }),
    )
  }
  if (!isShown(node, scope, directive, branch)) return []
  if (node.tag === 'block') return renderNodes(context, node.children, scope, scripts)
  if (node.tag === 'template') return renderTemplate(context, node, scope)
  return [element(context, node, scope, scripts)]
}

function isShown({ attributes }: TemplateElement, scope: Scope, directive: string, branch: { taken: boolean }): boolean {
  const asked = attributes[`${directive}if`]
  const otherwise = attributes[`${directive}elif`]
  if (asked !== undefined) {
    branch.taken = Boolean(readValue(asked, scope))
    return branch.taken
  }
  if (otherwise !== undefined) {
    if (branch.taken) return false
    branch.taken = Boolean(readValue(otherwise, scope))
    return branch.taken
  }
  return attributes[`${directive}else`] === undefined || !branch.taken
}

function renderTemplate(context: Context, { attributes }: TemplateElement, scope: Scope): Rendered[] {
  const template = context.templates.get(String(readValue(attributes.is ?? '', scope)))
  const data = attributes.data === undefined ? {} : objectOf(attributes.data, scope)
  return renderNodes(context, template.nodes, { ...template.scripts, ...data }, template.scripts)
}

function element(context: Context, node: TemplateElement, scope: Scope, scripts: Scope): Rendered {
  const { dialect, recursion } = context
  const attributes: Record<string, unknown> = {}
  const bindings = new Map<string, Binding>()
  for (const [name, source] of Object.entries(node.attributes)) {
    const binding = source.includes('{{') ? null : dialect.binding(name)
    if (binding) bindings.set(binding.event, { handler: source, stops: binding.stops })
    else if (!name.startsWith(dialect.directive)) attributes[name] = readValue(source, scope)
  }
  const children =
    node.tag === 'comp' && recursion
      ? renderNodes(context, recursion.nodes, { ...recursion.scripts, i: attributes.i, l: attributes.l }, recursion.scripts)
      : renderNodes(context, node.children, scope, scripts)
  const rendered: Rendered = { tag: node.tag, text: '', attributes, bindings, children, parent: null }
  for (const child of children) child.parent = rendered
  return rendered
}
