/** How the two mini-program clients differ in what they ship and expect. */
export interface Dialect {
  readonly name: 'weapp' | 'alipay'
  /** Name of the client's API object. */
  readonly global: 'wx' | 'my'
  /** Extension of templates, prefix of their directives. */
  readonly template: 'wxml' | 'axml'
  readonly directive: 'wx:' | 'a:'
  /** The tag that brings script functions into a template, with the attributes for file and name. */
  readonly script: { readonly tag: string; readonly file: string; readonly as: string }
  /** Reads an attribute that binds an event: null when it does not. */
  binding(attribute: string): { readonly event: string; readonly stops: boolean } | null
}

export const weappDialect: Dialect = {
  name: 'weapp',
  global: 'wx',
  template: 'wxml',
  directive: 'wx:',
  script: { tag: 'wxs', file: 'src', as: 'module' },
  binding: (attribute) => bindingOf(/^(bind|catch):?(.+)$/, attribute),
}

export const alipayDialect: Dialect = {
  name: 'alipay',
  global: 'my',
  template: 'axml',
  directive: 'a:',
  script: { tag: 'import-sjs', file: 'from', as: 'name' },
  binding: (attribute) => bindingOf(/^(on|catch)([A-Z].*)$/, attribute),
}

function bindingOf(pattern: RegExp, attribute: string): { event: string; stops: boolean } | null {
  const found = pattern.exec(attribute)
  return found ? { event: (found[2] ?? '').toLowerCase(), stops: found[1] === 'catch' } : null
}
