import { useState } from 'react'

/**
 * A name for each row on this screen, so that its inputs stay its own when rows are moved or removed: a row has no name of its own.
 * Rows that came or went by another hand are named anew.
 */
export function useRowNames(count: number) {
  const [kept, setKept] = useState<readonly number[]>([])
  const names = kept.length === count ? kept : Array.from({ length: count }, (_, index) => kept[index] ?? highest(kept) + 1 + index)
  return {
    names,
    /** Call it with the change that adds a row at the end; answers the new row's name. */
    added(): number {
      const name = highest(names) + 1
      setKept([...names, name])
      return name
    },
    removed: (index: number) => setKept(names.filter((_, at) => at !== index)),
    swapped: (one: number, other: number) => setKept(swapped(names, one, other)),
  }
}

function highest(names: readonly number[]): number {
  return Math.max(-1, ...names)
}

export function swapped<Item>(items: readonly Item[], one: number, other: number): Item[] {
  return items.map((item, index) => (index === one ? items[other] : index === other ? items[one] : item) ?? item)
}
