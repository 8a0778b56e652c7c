import type { KeyboardEvent } from 'react'

const rowSelector = 'tr[data-row-key]'

function rowBeside(row: Element, step: 1 | -1): HTMLElement | null {
  const rows = Array.from(row.parentElement?.querySelectorAll<HTMLElement>(`:scope > ${rowSelector}`) ?? [])
  return rows[rows.indexOf(row as HTMLElement) + step] ?? null
}

/**
 * Moves the focus between the search box and the rows of one table: arrow down leaves the box for the first row, arrow up leaves the
 * first row for the box, arrows walk the rows. Enter on a row is left to the row. Answers whether the key was used.
 */
export function walkRows(event: KeyboardEvent<HTMLElement>): boolean {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return false
  if (event.nativeEvent.isComposing || event.altKey || event.ctrlKey || event.metaKey) return false
  const table = event.currentTarget
  const from = event.target as HTMLElement
  const box = table.querySelector<HTMLElement>('input[type="search"]')
  let to: HTMLElement | null = null
  if (from === box) to = event.key === 'ArrowDown' ? table.querySelector<HTMLElement>(rowSelector) : null
  else if (from.matches(rowSelector)) to = rowBeside(from, event.key === 'ArrowDown' ? 1 : -1) ?? (event.key === 'ArrowUp' ? box : null)
  if (!to) return false
  event.preventDefault()
  to.focus()
  return true
}
