/** The names an expression may use. */
export type Scope = Readonly<Record<string, unknown>>
type Compiled = (scope: object) => unknown

const compiled = new Map<string, Compiled>()

/** The value of an attribute or text: `{{one expression}}` keeps its type, anything around it makes text. */
export function readValue(source: string, scope: Scope): unknown {
  if (!source.includes('{{')) return source
  const whole = /^\{\{([\s\S]*)\}\}$/.exec(source)?.[1]
  if (whole !== undefined && !whole.includes('}}')) return evaluate(whole, scope)
  return source.replace(/\{\{([\s\S]*?)\}\}/g, (_all, expression: string) => String(evaluate(expression, scope) ?? ''))
}

/** The object of a template's `data="{{i:item,l:l}}"`. */
export function objectOf(source: string, scope: Scope): Scope {
  return evaluate(`{${source.replace(/^\{\{|\}\}$/g, '')}}`, scope) as Scope
}

/** An unknown name is undefined, as in the clients' template engines. The code is our own build's output. */
function evaluate(expression: string, scope: Scope): unknown {
  let run = compiled.get(expression)
  if (run === undefined) {
    run = new Function('$', `with($){return (${expression})}`) as Compiled
    compiled.set(expression, run)
  }
  return run(
    new Proxy(scope, {
      has: (_target, name) => name !== Symbol.unscopables,
      get: (target, name) => (typeof name === 'string' && name in target ? target[name] : undefined),
    }),
  )
}
