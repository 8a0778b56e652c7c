/** Where to go after signing in: a path inside the console, never another site. */
export function returnTo(search: string): string {
  const to = new URLSearchParams(search).get('to') ?? '/'
  const inside = to.startsWith('/') && !to.startsWith('//') && !to.includes('\\') && !to.startsWith('/sign-in')
  return inside ? to : '/'
}

export function signInPath(pathname: string, search: string): string {
  const here = `${pathname}${search}`
  return here === '/' ? '/sign-in' : `/sign-in?${new URLSearchParams({ to: here })}`
}
