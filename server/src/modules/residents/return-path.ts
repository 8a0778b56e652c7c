const HERE = 'http://here.invalid'

/**
 * A path of our own below /h5/ as the browser would understand it, with its query; null for anything that leads elsewhere:
 * other hosts (//host, /\host, http:…), paths that climb out of /h5/, and the sign-in addresses themselves.
 */
export function safeReturnPath(given: string): string | null {
  if (given.length > 512 || !/^\/h5\/[\x21-\x7e]*$/.test(given) || given.includes('\\')) return null
  if (!URL.canParse(given, HERE)) return null
  const { origin, pathname, search, hash } = new URL(given, HERE)
  if (origin !== HERE || !pathname.startsWith('/h5/') || /^\/h5\/(wechat|alipay)\//.test(pathname)) return null
  return pathname + search + hash
}
