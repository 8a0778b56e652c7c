import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { type ReactNode, useState } from 'react'
import type { Import } from '../../../../../../shared/contracts/exchange.ts'
import { formatYuan } from '../../../../../../shared/format/amount.ts'
import { useSend } from '../../../../api/context.ts'
import { commitImport } from '../../../../api/exchange.ts'
import { createIntention } from '../../../../api/idempotency.ts'
import { isPassing } from '../../../../api/problem.ts'

/** Writes what was checked, after a last look at the figures. */
export function CommitButton({ found }: { readonly found: Import }): ReactNode {
  const send = useSend()
  const queryClient = useQueryClient()
  const { modal, message } = App.useApp()
  const [intention] = useState(() => createIntention())
  const commit = useMutation({
    mutationFn: () => commitImport(send, found.importNo, intention.keyFor(null)),
    async onSuccess() {
      intention.settled()
      await queryClient.invalidateQueries({ queryKey: ['imports'] })
    },
    onError(error) {
      if (!isPassing(error)) intention.settled()
      void message.warning(error.message, 8)
    },
  })
  const { households = 0, arrearsFen = 0, balances } = found.statistics ?? {}
  const contacts = found.kind === 'contacts'
  const label = contacts ? '确认修改' : '确认导入'
  const confirm = () =>
    modal.confirm({
      title: contacts ? '确认修改？' : '确认导入？',
      content: contacts ? (
        <p className="nz-figures">修改 {found.householdCount} 户的资料，全部成功或全部不改。</p>
      ) : (
        <dl className="nz-facts">
          <dt>新建用热户</dt>
          <dd className="nz-figures">{households} 户</dd>
          <dt>陈欠入账</dt>
          <dd className="nz-figures">{formatYuan(arrearsFen)}</dd>
          <dt>余额入账</dt>
          <dd className="nz-figures">{formatYuan(balances?.totalFen ?? 0)}</dd>
        </dl>
      ),
      okText: label,
      cancelText: '再看看',
      width: 448,
      onOk: () => commit.mutate(),
    })
  return (
    <Button loading={commit.isPending} onClick={confirm} type="primary">
      {label}
    </Button>
  )
}
