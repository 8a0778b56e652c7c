import { useQuery } from '@tanstack/react-query'
import { Modal } from 'antd'
import type { ReactNode } from 'react'
import type { Correction } from '../../../../../shared/contracts/billing/corrections.ts'
import type { MeteredHousehold } from '../../../../../shared/contracts/metering.ts'
import { useSend } from '../../../api/context.ts'
import { postSettlement, settlementPreview } from '../../../api/metering.ts'
import { ErrorPanel } from '../../../components/ErrorPanel.tsx'
import { Loading } from '../../../components/Loading.tsx'
import { CorrectionPreview } from '../../households/file/corrections/CorrectionPreview.tsx'
import { usePosting } from '../../households/file/corrections/use-posting.ts'

type Props = { readonly row: MeteredHousehold; readonly seasonCode: string; readonly onClose: () => void; readonly onDone: () => void }

/** 计量结算 of one household: the provisional charge taken back, the metered one in its place, seen before it is posted. */
export function SettleDialog({ row, seasonCode, onClose, onDone }: Props): ReactNode {
  const send = useSend()
  const preview = useQuery(settlementPreview(send, row.householdNo, seasonCode))
  const post = usePosting(({ after }: Correction, key) => {
    const seen = { seenOwedFen: after.owedFen, seenBalanceFen: after.balanceFen }
    return postSettlement(send, row.householdNo, seasonCode, seen, key)
  }, onDone)
  return (
    <Modal
      cancelText="取消"
      confirmLoading={post.isPending}
      okButtonProps={{ disabled: !preview.data }}
      okText="确认结算"
      onCancel={onClose}
      onOk={() => preview.data && post.mutate(preview.data)}
      open
      title={`计量结算　${row.householdNo} ${row.customerName}`}
      width={800}
    >
      <p className="nz-dialog-note">冲回预收的面积热费，按读数计费；已收的钱重新核销，多收的留作余额，可申请退费。</p>
      {preview.isPending ? <Loading rows={4} /> : null}
      {preview.error ? <ErrorPanel compact error={preview.error} onRetry={() => void preview.refetch()} /> : null}
      {preview.data ? <CorrectionPreview correction={preview.data} /> : null}
      {post.error ? <ErrorPanel compact error={post.error} onRetry={() => void preview.refetch()} /> : null}
    </Modal>
  )
}
