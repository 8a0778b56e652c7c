import type { HostPage } from './page-stack.ts'
import type { Rendered } from './rendered.ts'

const bubbling = new Set(['tap', 'longpress', 'touchstart', 'touchmove', 'touchend', 'touchcancel'])

/** Lets an event happen on a node as the client does, upwards when it bubbles. Throws when no shipped binding hears it. */
export function fire(page: HostPage, node: Rendered, type: string, detail: object): void {
  const target = { id: node.attributes.id, dataset: datasetOf(node), offsetLeft: 0, offsetTop: 0 }
  let heard = false
  for (let at: Rendered | null = node; at !== null; at = bubbling.has(type) ? at.parent : null) {
    const binding = at.bindings.get(type)
    if (binding === undefined) continue
    heard = true
    const handler = page.methods[binding.handler]
    if (typeof handler !== 'function') throw new Error(`${page.route} has no ${binding.handler}`)
    const currentTarget = { id: at.attributes.id, dataset: datasetOf(at) }
    handler.call(page.methods, { type, timeStamp: Date.now(), target, currentTarget, detail, touches: [], changedTouches: [], mark: {} })
    if (binding.stops) break
  }
  if (!heard) throw new Error(`<${node.tag} #${String(node.attributes.id)}> hears no ${type} in the shipped template`)
}

function datasetOf(node: Rendered): Record<string, unknown> {
  const data = Object.entries(node.attributes).filter(([name]) => name.startsWith('data-'))
  return Object.fromEntries(data.map(([name, value]) => [name.slice('data-'.length), value]))
}
