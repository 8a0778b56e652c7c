import type { AskedFact, PublicCustomer } from '../../../../shared/contracts/tariffs/public.ts'
import { formatPrice } from '../../../../shared/format/amount.ts'
import { customerClassName, knownRowKinds } from '../../../../shared/format/names.ts'
import { basisNames } from '../../../../shared/tariff/area-step.ts'
import type { AreaBasis } from '../../../../shared/tariff/facts.ts'
import { areaBases } from '../../../../shared/tariff/facts.ts'
import type { Rule, RuleSet } from '../../../../shared/tariff/rule-set.ts'
import { type Customer, selectRule } from '../../../../shared/tariff/select-rules.ts'

/** Classes to choose from where the rules name none, and the price type where they name none. */
const USUAL_CLASSES = ['residential', 'non-residential']
const USUAL_PRICE_TYPE = '按面积'

/** Who can be charged by these rules, and what each has to tell about an area. */
export function customersOf({ rules }: Pick<RuleSet, 'rules'>): PublicCustomer[] {
  const classes = named(rules.map(({ customerClass }) => customerClass))
  return (classes.length > 0 ? classes : USUAL_CLASSES).flatMap((customerClass) => {
    const own = rules.filter((rule) => fits(rule.customerClass, customerClass))
    const priceTypes = named(own.map(({ priceType }) => priceType))
    const types = priceTypes.length > 0 ? priceTypes : [USUAL_PRICE_TYPE]
    return types.map((priceType) => customerOf(rules, { customerClass, priceType }))
  })
}

function customerOf(rules: readonly Rule[], customer: Customer): PublicCustomer {
  const applying = rules.filter((rule) => fits(rule.customerClass, customer.customerClass) && fits(rule.priceType, customer.priceType))
  const price = selectRule(
    rules.filter((rule) => rule.kind === 'area-price@1' && rule.feeType === 'heat'),
    customer,
  ).rule
  return {
    ...customer,
    className: customerClassName(customer.customerClass),
    price: price?.kind === 'area-price@1' ? `${formatPrice(price.params.priceE4)} 元/㎡·采暖季` : null,
    mayStop: applying.some(({ kind }) => kind.startsWith('stop-base-fee@')),
    asks: asksOf(applying),
  }
}

/** What the rules that apply to this customer ask of an area. */
export function asksFor({ rules }: Pick<RuleSet, 'rules'>, customer: Customer): AskedFact[] {
  return asksOf(rules.filter((rule) => fits(rule.customerClass, customer.customerClass) && fits(rule.priceType, customer.priceType)))
}

/** Short, because they stand inside a field that is narrow in large text. */
const areaHints: Readonly<Record<AreaBasis, string>> = {
  billed: '见单据或合同',
  gross: '见房产证',
  inside: '见房产证',
  usable: '见测量报告',
}

/** In the order people fill them in. What a kind needs stands in its params under the same names, also in kinds still to come. */
function asksOf(rules: readonly Rule[]): AskedFact[] {
  const params = rules.map((rule) => rule.params as Readonly<Record<string, unknown>>)
  const bases = areaBases.filter((basis) => params.some(({ areaBasis }) => areaBasis === basis))
  const asks = (bases.length > 0 ? bases : ['billed' as const]).map((basis) =>
    fact(`${basis}MilliM2`, 'square-metres', basisNames[basis], areaHints[basis], true),
  )
  if (rules.some(({ kind }) => kind.startsWith('public-share@')))
    asks.push(fact('publicShareMilliM2', 'square-metres', '公摊面积', '见房产证', true))
  for (const [height, name, key] of [
    ['storey', '层高', 'heightMm'],
    ['clear', '净高', 'clearHeightMm'],
  ] as const) {
    const asking = params.filter((one) => one.height === height)
    const refuses = asking.some(({ unrecorded }) => unrecorded === 'refuse')
    if (asking.length > 0) asks.push(fact(key, 'metres', name, height === 'storey' ? '楼板到楼板' : '地面到顶棚', refuses))
  }
  const clear = rules.filter((rule) => rule.kind === 'clear-height@1')
  if (clear.length > 0 && !asks.some((ask) => ask.fact === 'clearHeightMm'))
    asks.push(fact('clearHeightMm', 'metres', '净高', '坡屋顶要填', false))
  for (const [by, name] of [
    ['buildingType', '建筑类型'],
    ['rowKind', '面积类别'],
  ] as const) {
    const tables = rules.flatMap((rule) =>
      (rule.kind === 'building-coefficient@1' || rule.kind === 'row-factor@1') && rule.params.by === by ? [rule.params] : [],
    )
    const fromTables = tables.flatMap(({ entries }) => entries.map((entry) => ({ value: entry.value, name: entry.name })))
    const fromClear =
      by === 'rowKind' ? clear.flatMap((rule) => rule.params.rowKinds.map((value) => ({ value, name: rowKindName(value) }))) : []
    const options = [...new Map([...fromClear, ...fromTables].map((option) => [option.value, option])).values()]
    if (options.length > 0)
      asks.push({
        ...fact(
          by,
          'choice',
          name,
          '',
          tables.some(({ otherwise }) => otherwise === 'refuse'),
        ),
        options,
      })
  }
  if (params.some(({ singleStoreyBase }) => singleStoreyBase !== undefined))
    asks.push(fact('singleStorey', 'yes-no', '是单层建筑吗', '', false))
  const occupancy = rules.flatMap((rule) => (rule.kind === 'low-occupancy@1' ? [rule.params] : []))
  if (occupancy.length > 0) {
    const needed = occupancy.some(({ unrecorded }) => unrecorded === 'refuse')
    asks.push(fact('occupancyPpm', 'percent', '本楼用热比例', '见公司公布', needed))
  }
  return asks
}

function rowKindName(value: string): string {
  return knownRowKinds.find(({ code }) => code === value)?.name ?? value
}

function fact(name: string, kind: AskedFact['kind'], label: string, hint: string, needed: boolean): AskedFact {
  return { fact: name, kind, name: label, hint, needed, options: [] }
}

function named(patterns: readonly string[]): string[] {
  return [...new Set(patterns)].filter((pattern) => pattern !== '*')
}

function fits(pattern: string, value: string): boolean {
  return pattern === '*' || pattern === value
}
