/** A table of text with aligned columns; the first column to the left, numbers to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) => Math.max(width(title), ...rows.map((row) => width(row[column] ?? ''))))
  const line = (cells: readonly string[]) =>
    widths
      .map((wanted, column) => {
        const cell = cells[column] ?? ''
        const pad = ' '.repeat(wanted - width(cell))
        return column === 0 ? cell + pad : pad + cell
      })
      .join('  ')
  return [line(head), widths.map((wanted) => '-'.repeat(wanted)).join('  '), ...rows.map(line)].join('\n')
}

function width(text: string): number {
  return [...text].length
}

export const percent = (share: number) => `${(share * 100).toFixed(0)} %`
export const range = ([low, high]: readonly [number, number], show: (value: number) => string) => `${show(low)} – ${show(high)}`
export const perSecond = (value: number) => value.toFixed(0)
export const milliseconds = (value: number) => `${value.toFixed(value < 10 ? 2 : 0)} ms`
