import { useQuery } from '@tanstack/react-query'
import { Modal, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import type { Correction } from '../../../../../../shared/contracts/billing/corrections.ts'
import { useSend } from '../../../../api/context.ts'
import { billPreview, postBill } from '../../../../api/corrections.ts'
import { ErrorPanel } from '../../../../components/ErrorPanel.tsx'
import { Loading } from '../../../../components/Loading.tsx'
import { CorrectionPreview } from './CorrectionPreview.tsx'
import { usePosting } from './use-posting.ts'

type Props = {
  readonly householdNo: string
  readonly seasonCodes: readonly string[]
  readonly onClose: () => void
  readonly onDone: (correction: Correction) => void
}

/** 生成本季账单 of one household: what the run would post of it, seen first. */
export function BillSeasonDialog({ householdNo, seasonCodes, onClose, onDone }: Props): ReactNode {
  const send = useSend()
  const [seasonCode, setSeasonCode] = useState(seasonCodes[0] ?? '')
  const preview = useQuery({ ...billPreview(send, householdNo, seasonCode), enabled: seasonCode !== '' })
  const post = usePosting(({ after }: Correction, key) => {
    const seen = { seenOwedFen: after.owedFen, seenBalanceFen: after.balanceFen }
    return postBill(send, householdNo, seasonCode, seen, key)
  }, onDone)
  return (
    <Modal
      cancelText="取消"
      confirmLoading={post.isPending}
      okButtonProps={{ disabled: !preview.data }}
      okText="生成账单"
      onCancel={onClose}
      onOk={() => preview.data && post.mutate(preview.data)}
      open
      title="生成本季账单"
      width={800}
    >
      <p className="nz-dialog-note">按已发布的价目和本户现在的资料计算，只出这一户；账户有余额的，先用余额抵缴。</p>
      <div className="nz-choices">
        采暖季
        <Select
          aria-label="采暖季"
          onChange={setSeasonCode}
          options={seasonCodes.map((code) => ({ value: code, label: code }))}
          style={{ width: 160 }}
          value={seasonCode}
        />
      </div>
      {preview.isLoading ? <Loading rows={4} /> : null}
      {preview.error ? <ErrorPanel compact error={preview.error} onRetry={() => void preview.refetch()} /> : null}
      {preview.data ? <CorrectionPreview correction={preview.data} /> : null}
      {post.error ? <ErrorPanel compact error={post.error} onRetry={() => void preview.refetch()} /> : null}
    </Modal>
  )
}
