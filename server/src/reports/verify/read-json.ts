/** JSON a forger may have broken: null instead of a fault, so that verify goes on and says what it found. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
