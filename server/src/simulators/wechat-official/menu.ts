/** The platform's limits of a menu: three buttons of 16 bytes, five entries of 60 bytes below each, addresses of 1024 bytes. */
export type StoredEntry = { readonly name: string; readonly type: string; readonly url?: string; readonly key?: string }
export type StoredButton = StoredEntry | { readonly name: string; readonly sub_button: readonly StoredEntry[] }

type Refusal = { readonly errcode: number; readonly errmsg: string }
const refusal = (errcode: number, errmsg: string): Refusal => ({ errcode, errmsg })

/** Answers the menu as it is kept, or the platform's error. */
export function readMenu(body: Readonly<Record<string, unknown>> | null): readonly StoredButton[] | Refusal {
  const buttons = body?.button
  if (!Array.isArray(buttons) || buttons.length < 1 || buttons.length > 3) return refusal(40016, 'invalid button size')
  for (const button of buttons as Readonly<Record<string, unknown>>[]) {
    const fault = faultOf(button)
    if (fault) return fault
  }
  return buttons as StoredButton[]
}

function faultOf(button: Readonly<Record<string, unknown>>): Refusal | null {
  const below = button.sub_button
  if (below === undefined) return entryFault(button, 16)
  if (!isName(button.name, 16)) return refusal(40018, 'invalid button name size')
  if (!Array.isArray(below) || below.length < 1 || below.length > 5) return refusal(40023, 'invalid sub button size')
  for (const entry of below as Readonly<Record<string, unknown>>[]) {
    const fault = entryFault(entry, 60)
    if (fault) return fault
  }
  return null
}

function entryFault({ name, type, url, key }: Readonly<Record<string, unknown>>, bytes: number): Refusal | null {
  if (!isName(name, bytes)) return refusal(40018, 'invalid button name size')
  if (type === 'view')
    return typeof url === 'string' && /^https?:\/\//.test(url) && Buffer.byteLength(url) <= 1024
      ? null
      : refusal(40027, 'invalid sub button url size')
  if (type === 'click')
    return typeof key === 'string' && key !== '' && Buffer.byteLength(key) <= 128 ? null : refusal(40026, 'invalid sub button key size')
  return refusal(40017, 'invalid button type')
}

function isName(name: unknown, bytes: number): boolean {
  return typeof name === 'string' && name !== '' && Buffer.byteLength(name) <= bytes
}
