import type { OrgUnit } from '../../../../../shared/contracts/tenancy.ts'

export type UnitNode = OrgUnit & { readonly children?: UnitNode[] }

/** Units under their parents. A unit whose parent the caller can't see stands at the top. */
export function treeOf(units: readonly OrgUnit[]): UnitNode[] {
  const known = new Set(units.map(({ code }) => code))
  const childrenOf = (parentCode: string): UnitNode[] => units.filter((unit) => unit.parentCode === parentCode).map(node)
  function node(unit: OrgUnit): UnitNode {
    const children = childrenOf(unit.code)
    return children.length > 0 ? { ...unit, children } : unit
  }
  return units.filter(({ parentCode }) => parentCode === null || !known.has(parentCode)).map(node)
}
