import { holds, less, minus, over, plus, product, type Ratio, ratio, readNumber, same, smaller, times, total } from './numbers.ts'

/** What a reader knows after some sentences of one line. */
export type Read = {
  /** What the next total multiplies: m², yuan per m², shares… */
  terms: Ratio[]
  /** Tiers of an area, meters and heat read so far. */
  tiers: Ratio[]
  tierAreas: Ratio[]
  heat: Ratio[]
}
/** Undoes one kind of sentence: `m` are its numbers. Throws when the sentence contradicts itself or what came before. */
export type Sentence = readonly [pattern: RegExp, read: (read: Read, m: readonly string[]) => void]

const number = (text: string | undefined): Ratio => readNumber(text ?? '')
const one = ratio(1)
const term = (read: Read, text: string | undefined) => void read.terms.push(number(text))
/** The sentence's own number takes the place of everything before it. */
const startAgain = (read: Read, value: Ratio) => void read.terms.splice(0, read.terms.length, value)
const soFar = (read: Read): Ratio => product(read.terms)
const N = String.raw`(\(?-?[\d.]+(?:\/\d+)?\)?(?:≈[\d.]+)?[%‰]?)`
const sentence = (pattern: string) => new RegExp(`^${pattern.replaceAll('#', N)}$`)
const ground = '（.*；依据：.*，价目第 \\d+ 版）'
const nothing = () => {}

const heights: readonly Sentence[] = [
  [
    sentence(`(?:层高|净高) # 米，超过 # 米：按 # 米折算，(?:计费面积|单价)乘以系数 #`),
    (read, [, height, , per, factor]) => {
      holds(same(over(number(height), number(per)), number(factor)), factor ?? '', 'height ratio')
      term(read, factor)
    },
  ],
  [
    sentence(
      `(?:层高|净高) # 米，超过 # 米：每 # 米为一级，不足一级(按一级|不计)，计 # 级，每级加收 #(?:，加收最多 #)?，(?:计费面积|单价)乘以系数 #`,
    ),
    (read, [, height, from, size, started, count, per, cap, factor]) => {
      const { num, den } = over(minus(number(height), number(from)), number(size))
      const steps = started === '按一级' ? (num + den - 1n) / den : num / den
      holds(same(ratio(steps), number(count)), String(count), 'number of steps')
      const more = times(number(count), number(per))
      holds(same(plus(one, cap === undefined ? more : smaller(more, number(cap))), number(factor)), factor ?? '', 'height steps')
      term(read, factor)
    },
  ],
  [
    sentence(`(?:层高|净高) # 米，超过 # 米：(?:单层建筑)?系数为 # \\+ # × 超出的米数，(?:计费面积|单价)乘以系数 #`),
    (read, [, height, from, base, per, factor]) => {
      const own = plus(number(base), times(number(per), minus(number(height), number(from))))
      holds(same(own, number(factor)), factor ?? '', 'height line')
      term(read, factor)
    },
  ],
  [
    sentence(`(?:层高|净高) # 米，超过 # 米：# 米(?:以上| 至 # 米)一档，(?:计费面积|单价)乘以系数 #`),
    (read, [, height, , from, to, factor]) => {
      holds(!less(number(height), number(from)) && (to === undefined || !less(number(to), number(height))), String(height), 'band')
      term(read, factor)
    },
  ],
  [sentence(`(?:层高|净高) # 米，超过 # 米：超过 # 米的按合同约定，(?:计费面积|单价)乘以系数 #`), (read, m) => term(read, m[4])],
]

const prices: readonly Sentence[] = [
  [sentence(`面积行 \\d+ .*：(?:计费|建筑|套内|使用)面积 # ㎡（来源：.*）`), (read, m) => term(read, m[1])],
  [sentence(`热价 # 元/㎡·(?:采暖季|月|天)${ground}`), (read, m) => term(read, m[1])],
  [sentence(`采暖季按 # (?:个月|天)计收`), (read, m) => term(read, m[1])],
  [sentence(`(?:层高|净高|面积) # (?:m|㎡)，适用热价 # 元/㎡·采暖季${ground}`), (read, m) => term(read, m[2])],
  [
    sentence(`# ㎡(?:以上| 至 # ㎡)部分：# ㎡ × # 元/㎡·采暖季${ground}`),
    (read, [whole, from, to, area, price]) => {
      holds(to === undefined || !less(minus(number(to), number(from)), number(area)), whole ?? '', 'wider than its tier')
      read.tierAreas.push(number(area))
      read.tiers.push(times(number(area), number(price)))
    },
  ],
  [
    sentence(`各档合计：.* = # 元`),
    (read, [whole, sum]) => {
      holds(same(total(read.tierAreas), read.terms[0] ?? ratio(0)), whole ?? '', 'tiers are not the area')
      holds(same(total(read.tiers), number(sum)), whole ?? '', 'tiers are not the sum')
      startAgain(read, number(sum))
    },
  ],
  [sentence(`(?:面积热价|基本热价) # 元/㎡·采暖季${ground}`), (read, m) => term(read, m[1])],
  [sentence(`(?:面积热价|基本热价) # 元/㎡·天，计 # 天${ground}`), (read, m) => read.terms.push(number(m[1]), number(m[2]))],
  [/^采暖季前按面积热费预收，采暖季结束后按计量结算$|^热量表缺失或故障，按面积热费结算$/, nothing],
  [sentence(`热量表 .*：# 至 # (?:kWh|GJ)`), (read, m) => read.heat.push(minus(number(m[2]), number(m[1])))],
  [
    sentence(`热量表缺失或故障，按同类用户平均用热量 # (?:kWh|GJ)/㎡ × # ㎡ 计`),
    (read, m) => read.heat.push(times(number(m[1]), number(m[2]))),
  ],
  [
    sentence(`基本热费 .* = #；计量热费 # × # 元/(?:kWh|GJ) = #；合计 # 元`),
    (read, [whole, basic, heat, price, metered, sum]) => {
      holds(same(soFar(read), number(basic)), whole ?? '', 'basic charge')
      holds(same(total(read.heat), number(heat)), whole ?? '', 'heat used')
      holds(same(times(number(heat), number(price)), number(metered)), whole ?? '', 'metered charge')
      holds(same(plus(number(basic), number(metered)), number(sum)), whole ?? '', 'sum of both')
      startAgain(read, number(sum))
    },
  ],
  [
    sentence(`超过按面积计费 # 元的 #，按 # 元计`),
    (read, [whole, areaFee, share, cap]) => {
      holds(same(times(number(areaFee), number(share)), number(cap)), whole ?? '', 'cap')
      holds(less(number(cap), soFar(read)), whole ?? '', 'nothing to cap')
      startAgain(read, number(cap))
    },
  ],
]

const factors: readonly Sentence[] = [
  [sentence(`(?:建筑类型|面积类别)“.*”：系数 #`), (read, m) => term(read, m[1])],
  [
    sentence(`净高 # 米，属# 米(?:以上| 至 # 米)一档：系数 #`),
    (read, [whole, height, from, to, factor]) => {
      holds(!less(number(height), number(from)) && (to === undefined || !less(number(to), number(height))), whole ?? '', 'band')
      term(read, factor)
    },
  ],
  [
    sentence(`扣除公摊面积 # ㎡ 的 #：（# − # × #） ÷ # = #`),
    (read, [whole, publicArea, share, , , , area, factor]) => {
      const left = minus(number(area), times(number(publicArea), number(share)))
      holds(same(over(left, number(area)), number(factor)), whole ?? '', 'public share')
      term(read, factor)
    },
  ],
  [
    sentence(`本楼用热比例 #，低于 #，加收 #：系数 #`),
    (read, [whole, occupied, below, more, factor]) => {
      holds(less(number(occupied), number(below)), whole ?? '', 'not below')
      holds(same(plus(one, number(more)), number(factor)), whole ?? '', 'surcharge')
      term(read, factor)
    },
  ],
  [sentence(`.*：乘以 #`), (read, m) => term(read, m[1])],
]

const ends: readonly Sentence[] = [
  [
    sentence(`.*，(低于最低收费|超过封顶) # 元，按 # 元计`),
    (read, [whole, which, limit, counted]) => {
      const beyond = which === '超过封顶' ? less(number(limit), soFar(read)) : less(soFar(read), number(limit))
      holds(beyond && same(number(limit), number(counted)), whole ?? '', 'within the limit')
      startAgain(read, number(counted))
    },
  ],
  [sentence(`停热，按全额费用的 # 收取停热基础费（依据：.*）`), (read, m) => term(read, m[1])],
  [sentence(`.*按.*的 # 收取（依据：.*）`), (read, m) => term(read, m[1])],
  [sentence(`.* # 元/㎡，一次性收取（依据：.*）`), (read, m) => term(read, m[1])],
  [sentence(`.*定额 # 元（依据：.*）`), (read, m) => term(read, m[1])],
  [sentence(`.*单价 # 元/\\D+（依据：.*）`), (read, m) => term(read, m[1])],
  [sentence(`数量 #\\D+`), (read, m) => term(read, m[1])],
  [
    sentence(`(?:用热|停热|未开通)期间 \\S+ 至 \\S+，计 # 天，占全季 # 天(?:（价目第 \\d+ 版）)?`),
    (read, [, days, all]) => void read.terms.push(over(number(days), number(all))),
  ],
  [/^该期间费用由.+承担$|^\S+ 至 \S+停热 \d+ 天，不足最短报停 \d+ 天，按用热计$|^\S+ (?:复热|开通)，按规定自 \S+ 起计费$/, nothing],
  [/^\S+ 至 \S+ 停热于 \S+ 申请，(?:不晚于截止日 \S+|晚于截止日 \S+，(?:按用热计|自 \S+ 起按停热计，此前按用热计))$/, nothing],
  [
    sentence(`(?:.* = )?#，扣除已计停热基础费 # 元，余 # 元`),
    (read, [whole, before, base, rest]) => {
      holds(same(soFar(read), number(before)) && same(minus(number(before), number(base)), number(rest)), whole ?? '', 'remainder')
      startAgain(read, number(rest))
    },
  ],
]

/** The resident's part in older texts is what is left; the amount is taken from the text, which must not be more than the whole. */
const payers: readonly Sentence[] = [
  [
    sentence(`.*，其中.+承担（#）：# 元`),
    (read, [whole, share, part]) => {
      holds(!less(times(soFar(read), number(share)), number(part)), whole ?? '', 'more than its share')
      startAgain(read, number(part))
    },
  ],
  [
    sentence(`.*，其中.+承担(?:（每平方米 # 元）|（定额 # 元）|其余部分)：# 元`),
    (read, [whole, , fixed, part]) => {
      holds(!less(soFar(read), number(part)), whole ?? '', 'more than the whole')
      holds(fixed === undefined || !less(number(fixed), number(part)), whole ?? '', 'more than the fixed amount')
      startAgain(read, number(part))
    },
  ],
  [
    sentence(`.*，其中.+承担（# ㎡ × # 元/㎡，面积 # ㎡(?:，限前 # ㎡)?）(，以尚余的金额为限)?：# 元`),
    (read, [whole, counted, price, area, first, limited, part]) => {
      holds(same(number(counted), first === undefined ? number(area) : smaller(number(area), number(first))), whole ?? '', 'counted area')
      payerPart(read, times(number(counted), number(price)), limited, part, whole)
    },
  ],
  [
    sentence(`.*，其中.+承担（# × # ÷ # ㎡，限前 # ㎡）(，以尚余的金额为限)?：# 元`),
    (read, [whole, share, counted, area, first, limited, part]) => {
      holds(same(number(counted), smaller(number(area), number(first))), whole ?? '', 'counted area')
      payerPart(read, product([soFar(read), number(share), over(number(counted), number(area))]), limited, part, whole)
    },
  ],
  [
    sentence(`.*，其中.+承担（(定额 )?#(?: 元)?），以尚余的金额为限：# 元`),
    (read, [whole, fixed, wanted, part]) => {
      payerPart(read, fixed ? number(wanted) : times(soFar(read), number(wanted)), '，', part, whole)
    },
  ],
  [
    sentence(`.*，扣除.+承担的 # 元，用热人承担其余 # 元`),
    (read, [whole, others, rest]) => {
      holds(same(minus(soFar(read), number(others)), number(rest)), whole ?? '', 'rest')
      startAgain(read, number(rest))
    },
  ],
]

function payerPart(read: Read, wanted: Ratio, limited: string | undefined, part: string | undefined, whole: string | undefined): void {
  holds(limited ? less(number(part), wanted) : same(number(part), wanted), whole ?? '', 'part')
  startAgain(read, number(part))
}

/** From the one that says most to the one that says least: the first that fits is meant. */
export const chargeSentences: readonly Sentence[] = [
  [/^\S+ 采暖季：\S+ 至 \S+，计 \d+ 天$/, nothing],
  ...prices,
  ...heights,
  ...payers,
  ...ends,
  ...factors,
]
