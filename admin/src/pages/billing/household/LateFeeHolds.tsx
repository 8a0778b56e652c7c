import { useQuery } from '@tanstack/react-query'
import { Button, Table } from 'antd'
import { type ReactNode, useState } from 'react'
import type { LateFeeHold } from '../../../../../shared/contracts/billing.ts'
import { useAccess, useSend } from '../../../api/context.ts'
import { lateFeeHolds } from '../../../api/household-money.ts'
import { ErrorPanel } from '../../../components/ErrorPanel.tsx'
import { HoldDialog } from './HoldDialog.tsx'

type Props = { readonly householdNo: string; readonly seasonCodes: readonly string[] }

/** 违约金暂停: what lasts, what there has been, and the way to place and end one. Nothing to show is shown to those who can place one. */
export function LateFeeHolds({ householdNo, seasonCodes }: Props): ReactNode {
  const { waiveLateFee } = useAccess()
  const { data, error, refetch } = useQuery(lateFeeHolds(useSend(), householdNo))
  const [asked, setAsked] = useState<LateFeeHold | 'new' | null>(null)
  const holds = data?.items ?? []
  if (!error && holds.length === 0 && !waiveLateFee) return null
  const lasting = new Set(holds.filter(({ to }) => to === null).map(({ seasonCode }) => seasonCode))
  const free = seasonCodes.filter((code) => !lasting.has(code))
  return (
    <section aria-label="违约金暂停" className="nz-paper">
      <h2 className="nz-heading-line">
        违约金暂停
        {waiveLateFee && free.length > 0 ? (
          <Button onClick={() => setAsked('new')} size="small">
            暂停计收
          </Button>
        ) : null}
      </h2>
      {error ? <ErrorPanel compact error={error} onRetry={() => void refetch()} /> : null}
      {data && holds.length === 0 ? <p className="nz-soft">没有暂停过，违约金按价目正常计收。</p> : null}
      {holds.length > 0 ? (
        <Table<LateFeeHold>
          aria-label="违约金暂停记录"
          columns={[
            { title: '采暖季', dataIndex: 'seasonCode', width: 104, className: 'nz-figures' },
            { title: '暂停自', dataIndex: 'from', width: 112, className: 'nz-figures' },
            {
              title: '暂停至',
              dataIndex: 'to',
              width: 184,
              className: 'nz-figures',
              render: (to: string | null, hold) =>
                to ?? (
                  <>
                    暂停中
                    {waiveLateFee ? (
                      <Button onClick={() => setAsked(hold)} size="small" style={{ marginLeft: 8 }}>
                        恢复计收
                      </Button>
                    ) : null}
                  </>
                ),
            },
            { title: '原因', dataIndex: 'reason', ellipsis: true },
            { title: '暂停人', dataIndex: 'placedBy', width: 128, ellipsis: true },
            { title: '恢复人', dataIndex: 'endedBy', width: 128, ellipsis: true },
          ]}
          dataSource={[...holds]}
          pagination={false}
          rowKey={({ seasonCode, from, to }) => `${seasonCode} ${from} ${to}`}
          size="small"
        />
      ) : null}
      {asked ? (
        <HoldDialog
          hold={asked === 'new' ? null : asked}
          householdNo={householdNo}
          onClose={() => setAsked(null)}
          seasonCodes={asked === 'new' ? free : [asked.seasonCode]}
        />
      ) : null}
    </section>
  )
}
