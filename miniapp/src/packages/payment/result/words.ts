import type { IconName } from '../../../components/Icon.tsx'
import { walletOf } from '../wallets.ts'
import type { ResultView } from './result-view.ts'

interface Words {
  readonly icon: IconName
  readonly title: string
  readonly detail: string
}

/** What each view says first. `sheet` is what the pay sheet reported, `returned` from the platform's page: it says nothing. */
export function wordsOf(view: ResultView, channel: string, sheet: string, waitedLong: boolean): Words {
  const { name, app } = walletOf(channel)
  switch (view) {
    case 'confirming':
      return waitedLong
        ? { icon: 'clock', title: '还在确认', detail: `还没有等到${name}的结果。请不要重复付款，过一会儿在首页就能看到，钱不会丢。` }
        : { icon: 'clock', title: '正在确认', detail: `正在和${name}核对这笔款，请稍等，不要重复付款。` }
    case 'unfinished':
      return sheet === 'finished' || sheet === 'returned'
        ? { icon: 'clock', title: '还没有收到款', detail: `如果${app}已经扣款，请再等一会儿，不要重复付款；如果没有扣款，可以继续支付。` }
        : { icon: 'clock', title: '还没有付完', detail: sheet === 'failed' ? `${name}没有成功，没有扣款。` : '这笔缴费还没有付款。' }
    case 'paid':
      return { icon: 'done', title: '缴费成功', detail: '钱已经入账。' }
    case 'kept':
      return {
        icon: 'done',
        title: '钱已收到，存为余额',
        detail: '这笔费用在此之前已经缴清，您付的钱全部存在户上，会自动抵下一次的费用，也可以到营业厅办理退款。',
      }
    case 'failed':
      return { icon: 'alert', title: '没有付成', detail: `${name}没有受理这笔缴费，没有扣款。可以重新缴一次。` }
    case 'closed':
      return { icon: 'alert', title: '这笔缴费已经关闭', detail: `没有收到款。如果${app}后来扣了款，钱仍会入账，这里会显示出来。` }
  }
}
