export type TemplateNode = TemplateText | TemplateElement
export interface TemplateText {
  readonly text: string
}
export interface TemplateElement {
  readonly tag: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: TemplateNode[]
}

const token = /<!--[\s\S]*?-->|<\/([\w-]+)\s*>|<([\w-]+)((?:\s+[\w:@.-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'))?)*)\s*(\/?)>/g
const attribute = /([\w:@.-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'))?/g

/** Reads wxml or axml. Throws when tags do not close: the client would show nothing. */
export function parseTemplate(source: string): readonly TemplateNode[] {
  const root: TemplateElement = { tag: '#root', attributes: {}, children: [] }
  const open = [root]
  const top = () => open[open.length - 1] ?? root
  let last = 0
  for (const found of source.matchAll(token)) {
    addText(top(), source.slice(last, found.index))
    last = found.index + found[0].length
    const [, closed, opened, attributes = '', selfClosed] = found
    if (closed !== undefined) {
      const ended = open.pop()
      if (ended?.tag !== closed) throw new Error(`</${closed}> closes <${ended?.tag}>`)
    } else if (opened !== undefined) {
      const element: TemplateElement = { tag: opened, attributes: attributesOf(attributes), children: [] }
      top().children.push(element)
      if (selfClosed === '') open.push(element)
    }
  }
  addText(top(), source.slice(last))
  if (open.length !== 1) throw new Error(`<${top().tag}> is not closed`)
  return root.children
}

function addText(parent: TemplateElement, text: string): void {
  if (text.trim() !== '') parent.children.push({ text: text.trim() })
}

function attributesOf(source: string): Record<string, string> {
  const attributes: Record<string, string> = {}
  for (const [, name = '', quoted, single] of source.matchAll(attribute)) attributes[name] = quoted ?? single ?? 'true'
  return attributes
}
