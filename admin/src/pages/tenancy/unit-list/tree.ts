type InTree = { readonly code: string; readonly parentCode: string | null }
export type Branch<Unit> = Unit & { readonly children?: Branch<Unit>[] }

/** Units under their parents. A unit whose parent the caller can't see stands at the top. */
export function treeOf<Unit extends InTree>(units: readonly Unit[]): Branch<Unit>[] {
  const known = new Set(units.map(({ code }) => code))
  const childrenOf = (parentCode: string): Branch<Unit>[] => units.filter((unit) => unit.parentCode === parentCode).map(branch)
  function branch(unit: Unit): Branch<Unit> {
    const children = childrenOf(unit.code)
    return children.length > 0 ? { ...unit, children } : unit
  }
  return units.filter(({ parentCode }) => parentCode === null || !known.has(parentCode)).map(branch)
}

/** Those whose name or code holds the text, with everything above them, so that they stay in their place. */
export function found<Unit extends InTree & { readonly name: string }>(units: readonly Unit[], text: string): readonly Unit[] {
  const wanted = text.trim().toUpperCase()
  if (wanted === '') return units
  const byCode = new Map(units.map((unit) => [unit.code, unit]))
  const kept = new Set<string>()
  for (const unit of units) {
    if (!unit.name.toUpperCase().includes(wanted) && !unit.code.includes(wanted)) continue
    for (let one: Unit | undefined = unit; one; one = one.parentCode === null ? undefined : byCode.get(one.parentCode)) kept.add(one.code)
  }
  return units.filter(({ code }) => kept.has(code))
}
