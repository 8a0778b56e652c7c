/** The middle of these numbers; of an even count the lower middle. */
export function median(numbers: readonly number[]): number {
  return quantile(numbers, 0.5)
}

/** The value below which this share of the numbers lies. 0 when there are none. */
export function quantile(numbers: readonly number[], share: number): number {
  const inOrder = numbers.toSorted((a, b) => a - b)
  return inOrder[Math.min(inOrder.length - 1, Math.max(0, Math.ceil(inOrder.length * share) - 1))] ?? 0
}

/** Lowest and highest: how far the rounds lie apart. */
export function spread(numbers: readonly number[]): readonly [number, number] {
  return [Math.min(...numbers), Math.max(...numbers)]
}
