/** 1 is A, 27 is AA: the letters of a column, numbered from 1. */
export function columnLetters(column: number): string {
  let rest = column
  let letters = ''
  while (rest > 0) {
    const digit = (rest - 1) % 26
    letters = String.fromCharCode(65 + digit) + letters
    rest = (rest - 1 - digit) / 26
  }
  return letters
}

const NAME = /^([A-Z]{1,3})([1-9]\d{0,6})$/

/** B12 is column 2 of row 12; null for what is no cell. */
export function cellPlace(name: string): { readonly column: number; readonly row: number } | null {
  const [, letters, digits] = NAME.exec(name) ?? []
  if (!letters || !digits) return null
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
  return { column, row: Number(digits) }
}
