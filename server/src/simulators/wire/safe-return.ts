/** Only to our own origin, or to this machine: the cashier must not become a way to send people anywhere. */
export function safeReturn(value: string | null): string | null {
  if (value === null || value === '') return null
  // browsers read a backslash as a slash, and skip control characters
  if (/^\/(?![/\\])[^\\\s]*$/.test(value)) return value
  if (!URL.canParse(value)) return null
  const { protocol, hostname, href } = new URL(value)
  return /^https?:$/.test(protocol) && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname) ? href : null
}
