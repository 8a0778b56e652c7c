import {
  cut,
  fenIn,
  holds,
  less,
  minus,
  over,
  product,
  type Ratio,
  ratio,
  readNumber,
  rounded,
  same,
  smaller,
  times,
  total,
} from './numbers.ts'

const N = String.raw`(\(?-?[\d.]+(?:\/\d+)?\)?(?:≈[\d.]+)?[%‰]?)`
const like = (pattern: string, text: string): readonly string[] | null => new RegExp(`^${pattern.replaceAll('#', N)}$`).exec(text)
const number = (text: string | undefined): Ratio => readNumber(text ?? '')
const unknown = (sentence: string): never => {
  throw new Error(`nobody can read: ${sentence}`)
}
const halfUp = (yuan: Ratio): number => rounded(yuan, '四舍五入', '分')

/** A late fee in fen, from the sentences of its steps alone. */
export function readLateFee(sentences: readonly string[]): number {
  const parts: Ratio[] = []
  let amountFen = 0
  for (const sentence of sentences) {
    const days =
      like(`未缴 (#) 元，缴费截止 \\S+，\\S+ 至 \\S+ 计 # 天(?:（其间暂停计收 # 天）)?，违约金每日 #`, sentence) ??
      like(
        `全季应收 (#) 元（未缴 [\\d.]+ 元），缴费截止 \\S+，\\S+ 至 \\S+ 计 # 天(?:（其间暂停计收 # 天）)?，违约金按全季应收每日 #`,
        sentence,
      )
    const sum = like(`.* = #，四舍五入到分 = # 元`, sentence)
    const cap = like(`违约金累计不超过本金 # 元的 #，舍去尾数到分 = # 元，此前已计 # 元，本次计 # 元`, sentence)
    const promised = like(`报价时承诺的违约金为 # 元，按承诺计 # 元`, sentence)
    if (days) parts.push(product([number(days[2]), number(days[3]), number(days[5])]))
    else if (sum) {
      holds(same(total(parts), number(sum[1])) && halfUp(total(parts)) === fenIn(sum[2] ?? ''), sentence, 'sum')
      amountFen = halfUp(total(parts))
    } else if (cap) {
      const most = rounded(times(number(cap[1]), number(cap[2])), '舍去尾数', '分')
      holds(most === fenIn(cap[3] ?? ''), sentence, 'cap')
      amountFen = Math.max(0, Math.min(amountFen, most - fenIn(cap[4] ?? '')))
      holds(amountFen === fenIn(cap[5] ?? ''), sentence, 'what is left of the cap')
    } else if (promised) amountFen = fenIn(promised[2] ?? '')
    else unknown(sentence)
  }
  return amountFen
}

/** A discount in fen, from its one sentence. */
export function readDiscount(sentences: readonly string[]): number {
  const [sentence = ''] = sentences
  const window = `(\\S+) 至 (\\S+)一次缴清优惠`
  const percent = like(`${window} #，(\\S+) 经.+缴费（依据：.*）：# 元 × #，(四舍五入|舍去尾数)到([分角元]) = # 元`, sentence)
  const fixed = like(`${window} # 元，(\\S+) 经.+缴费（依据：.*）：应缴 # 元，优惠 # 元`, sentence)
  const [, from = '', to = '', , paidOn = ''] = percent ?? fixed ?? unknown(sentence)
  holds(from <= paidOn && paidOn <= to, sentence, 'outside the window')
  if (percent) {
    const [, , , share, , base, again, mode = '', unit = '', amount = ''] = percent
    const own = Math.min(fenIn(base ?? ''), rounded(times(number(base), number(share)), mode, unit))
    holds(share === again && own === fenIn(amount), sentence, 'percentage')
    return own
  }
  const [, , , each, , base, amount = ''] = fixed ?? []
  const own = Math.min(fenIn(each ?? ''), fenIn(base ?? ''))
  holds(own === fenIn(amount), sentence, 'fixed amount')
  return own
}

/** A refund for a cold home or an outage in fen. */
export function readRefund(sentences: readonly string[]): number {
  const parts: Ratio[] = []
  let day = ratio(0)
  for (const sentence of sentences) {
    const equal = like(`全季热费 # 元，采暖季 # 天，日热费 # 元`, sentence)
    const month = like(`全季热费 # 元，\\d+ 月占 #，当月 # 天，日热费 # 元`, sentence)
    const cold = like(`室温 # ℃，\\S+ 至 \\S+ 计 # 天，每日退 #：日热费 × # × #(?: × #/# ㎡)? = # 元`, sentence)
    const outage = like(`停热 # 小时，计 # 天，每日退 #：# 元`, sentence)
    const sum = like(`合计 # 元，四舍五入到分(?:，不超过全季热费 # 元)? = # 元`, sentence)
    if (equal) {
      day = over(number(equal[1]), number(equal[2]))
      holds(same(day, number(equal[3])), sentence, 'fee of a day')
    } else if (month) {
      day = over(times(number(month[1]), number(month[2])), number(month[3]))
      holds(same(day, number(month[4])), sentence, 'fee of a day of the month')
    } else if (cold) {
      const [, , days, share, again, shareAgain, failing, all, shown] = cold
      const area = failing === undefined ? ratio(1) : over(number(failing), number(all))
      const part = product([day, number(days), number(share), area])
      holds(days === again && share === shareAgain && same(part, number(shown)), sentence, 'days')
      parts.push(part)
    } else if (outage) {
      const part = product([day, number(outage[2]), number(outage[3])])
      holds(same(part, number(outage[4])), sentence, 'outage')
      parts.push(part)
    } else if (sum) {
      const [, shown, most, amount = ''] = sum
      const own = total(parts)
      holds(same(own, number(shown)), sentence, 'sum')
      const amountFen = most === undefined ? halfUp(own) : cut(times(smaller(own, number(most)), ratio(100)))
      holds(amountFen === fenIn(amount) && (most === undefined || !less(minus(own, number(most)), ratio(0))), sentence, 'amount')
      return amountFen
    } else unknown(sentence)
  }
  return 0
}
