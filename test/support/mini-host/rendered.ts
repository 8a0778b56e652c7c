export interface Binding {
  readonly handler: string
  /** catch: the event goes no further up. */
  readonly stops: boolean
}

/** A node as the client would show it. */
export interface Rendered {
  readonly tag: string
  readonly text: string
  readonly attributes: Readonly<Record<string, unknown>>
  readonly bindings: ReadonlyMap<string, Binding>
  readonly children: readonly Rendered[]
  parent: Rendered | null
}

export function textNode(text: string): Rendered {
  return { tag: '#text', text, attributes: {}, bindings: new Map(), children: [], parent: null }
}

export function textOf(node: Rendered): string {
  return node.tag === '#text' ? node.text : node.children.map(textOf).join('')
}

export function findById(nodes: readonly Rendered[], id: string): Rendered | null {
  for (const node of nodes) {
    if (node.attributes.id === id) return node
    const below = findById(node.children, id)
    if (below) return below
  }
  return null
}

/** The tree as text, for the message of a failed test. */
export function outline(nodes: readonly Rendered[], depth = 0): string {
  return nodes
    .map((node) => {
      const pad = '  '.repeat(depth)
      if (node.tag === '#text') return `${pad}${node.text}`
      const id = typeof node.attributes.id === 'string' && !node.attributes.id.startsWith('_') ? ` #${node.attributes.id}` : ''
      return [`${pad}<${node.tag}${id}>`, outline(node.children, depth + 1)].filter((part) => part !== '').join('\n')
    })
    .join('\n')
}
