import { View } from '@tarojs/components'
import { useState } from 'react'
import { formatYuan } from '../../../../../shared/format/amount.ts'
import { Button } from '../../../components/Button.tsx'
import { Sheet } from '../../../components/Sheet.tsx'
import { walletOf } from '../wallets.ts'
import type { Choice } from './what-is-owed.ts'

interface Props {
  readonly choices: readonly Choice[]
  readonly busy: boolean
  onPay(choice: Choice): void
}

/** One button where there is one way to pay; a question first where there are several. */
export function PayButton({ choices, busy, onPay }: Props) {
  const [asking, setAsking] = useState(false)
  const [first, ...others] = choices
  if (first === undefined) return null
  const { name, act } = walletOf(first.way.channel)
  if (others.length === 0) {
    return (
      <Button id="pay-now" busy={busy && `正在打开${name}…`} onPress={() => onPay(first)}>
        {act}
      </Button>
    )
  }
  const choose = (choice: Choice) => {
    setAsking(false)
    onPay(choice)
  }
  return (
    <View>
      <Button id="pay-now" busy={busy && '正在打开…'} onPress={() => setAsking(true)}>
        去付款
      </Button>
      {asking ? (
        <Sheet id="pay-choice" title="用什么付款？" closeName="先不付" onClose={() => setAsking(false)}>
          {choices.map((choice) => (
            <Button key={choice.way.channel} id={`pay-by-${choice.way.channel}`} kind="plain" onPress={() => choose(choice)}>
              {`${walletOf(choice.way.channel).name}　${formatYuan(choice.totalFen)}`}
            </Button>
          ))}
        </Sheet>
      ) : null}
    </View>
  )
}
