import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import vm from 'node:vm'

export type PageOptions = Record<string, unknown>

export interface Realm {
  /** Runs a compiled file once and returns its exports. */
  load(file: string): unknown
  /** What the file called Page() with. Throws when it did not. */
  loadPage(file: string): PageOptions
  readonly app: Record<string, unknown>
}

/** A clean realm: what a mini-program client gives and nothing more, so a stray `window` or `process` in the app fails the test. */
export function createRealm(globals: Readonly<Record<string, unknown>>): Realm {
  const loaded = new Map<string, { exports: unknown }>()
  const registered: { app: Record<string, unknown>; page: PageOptions | null } = { app: {}, page: null }
  const context = vm.createContext({
    ...globals,
    App: (options: Record<string, unknown>) => {
      registered.app = options
    },
    Page: (options: PageOptions) => {
      registered.page = options
    },
    Component: () => undefined,
    Behavior: (options: unknown) => options,
    getApp: () => registered.app,
  })

  function load(path: string): unknown {
    const file = path.endsWith('.js') ? path : `${path}.js`
    const known = loaded.get(file)
    if (known) return known.exports
    const module = { exports: {} as unknown }
    loaded.set(file, module)
    const wrapped = vm.runInContext(`(function(require,module,exports){${readFileSync(file, 'utf8')}\n})`, context, { filename: file })
    wrapped.call(undefined, (name: string) => load(resolve(dirname(file), name)), module, module.exports)
    return module.exports
  }

  return {
    load,
    loadPage(file) {
      registered.page = null
      load(file)
      if (registered.page === null) throw new Error(`${file} did not call Page()`)
      return registered.page
    },
    get app() {
      return registered.app
    },
  }
}
