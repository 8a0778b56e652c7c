import { App, Button } from 'antd'
import type { ReactNode } from 'react'
import { formatYuan } from '../../../../../shared/format/amount.ts'
import { applyBalance, moneyLists } from '../../../api/refunds.ts'
import { useWrite } from '../../../api/use-write.ts'
import { Gate } from '../../../components/Gate.tsx'

type Props = { readonly householdNo: string; readonly balanceFen: number; readonly owedFen: number }

/** 余额抵缴: the household's balance pays what is owed now, as far as it reaches. Shown where there is both. */
export function UseBalanceButton({ householdNo, balanceFen, owedFen }: Props): ReactNode {
  const { message, modal } = App.useApp()
  const use = useWrite((send, no: string, key) => applyBalance(send, no, key), {
    refresh: moneyLists,
    onDone: ({ usedFen }) => void message.success(`已用余额抵缴 ${formatYuan(usedFen)}`),
  })
  if (balanceFen <= 0 || owedFen <= 0) return null
  const ask = () =>
    void modal.confirm({
      title: '用余额抵缴欠费？',
      content: `余额 ${formatYuan(balanceFen)}，今日应缴 ${formatYuan(owedFen)}。从最早的欠费开始抵缴，按余额到账那天计违约金。`,
      okText: '抵缴',
      cancelText: '取消',
      onOk: () => use.mutateAsync(householdNo).catch((error: Error) => void message.warning(error.message, 6)),
    })
  return (
    <Gate right="applyBalance">
      <Button loading={use.isPending} onClick={ask}>
        余额抵缴
      </Button>
    </Gate>
  )
}
