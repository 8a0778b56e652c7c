import { Modal } from 'antd'
import type { ReactNode } from 'react'
import type { SeasonFile } from '../../../../../../shared/contracts/tenancy/seasons.ts'
import { actOnSeason } from '../../../../api/seasons.ts'
import { useWrite } from '../../../../api/use-write.ts'
import { ErrorPanel } from '../../../../components/ErrorPanel.tsx'

type Props = { readonly act: 'open' | 'close' | 'reopen'; readonly season: SeasonFile; readonly onClose: () => void }

const words = { open: '启用', close: '结束', reopen: '重新启用' } as const
const paths = { open: '/opening', close: '/closing', reopen: '/reopening' } as const

/** Says what the step means in numbers before it is taken. */
export function ConfirmDialog({ act, season, onClose }: Props): ReactNode {
  const { numbers } = season
  const name = { orgUnit: season.orgUnit, code: season.code }
  const step = useWrite((send, body: object | undefined, key) => actOnSeason(send, name, paths[act], body, key), {
    refresh: [['seasons']],
    onDone: onClose,
  })
  return (
    <Modal
      cancelText="取消"
      confirmLoading={step.isPending}
      okText={words[act]}
      onCancel={onClose}
      onOk={() => step.mutate(act === 'close' ? { unbilledHouseholds: numbers.unbilledHouseholds } : undefined)}
      open
      title={`${words[act]} ${season.code} 采暖季`}
      width={480}
    >
      {act === 'open' ? (
        <>
          <p>启用后可以正式出账，起止日期和计费天数不能再改。</p>
          <ul className="nz-plain-list">
            <li>
              已登记 {numbers.recorded} 户，有采暖面积 {numbers.withAreas} 户。
            </li>
            <li>
              {numbers.ruleSetsPublished === 0 ? '还没有发布价目，出账时会全部跳过。' : `已发布价目 ${numbers.ruleSetsPublished} 份。`}
            </li>
          </ul>
        </>
      ) : null}
      {act === 'close' ? (
        <>
          <p>结束后不再出账；欠费照常收取，需要时可以重新启用。</p>
          {numbers.unbilledHouseholds > 0 ? (
            <p className="nz-notice nz-notice-attention">还有 {numbers.unbilledHouseholds} 户有采暖面积而没有出账，结束后不会再出。</p>
          ) : (
            <p>有采暖面积的用热户都已出账。</p>
          )}
        </>
      ) : null}
      {act === 'reopen' ? <p>重新启用后可以再次出账。</p> : null}
      {step.error ? <ErrorPanel compact error={step.error} /> : null}
    </Modal>
  )
}
