import { Button, Modal } from 'antd'
import type { ReactNode } from 'react'
import type { FirstPassword } from '../../../../../../shared/contracts/staff/members.ts'
import { CopyText } from '../../../../components/CopyText.tsx'
import { Moment } from '../../../../components/Moment.tsx'

/** Shown once: nobody can look it up later. */
export function FirstPasswordDialog({ told, onClose }: { readonly told: FirstPassword; readonly onClose: () => void }): ReactNode {
  return (
    <Modal
      closable={false}
      footer={
        <Button onClick={onClose} type="primary">
          已经告知本人
        </Button>
      }
      keyboard={false}
      mask={{ closable: false }}
      open
      title={`${told.name} 的初始密码`}
      width={480}
    >
      {told.firstPassword === null ? (
        <p className="nz-notice nz-notice-attention">这次操作已经完成过，初始密码只显示一次。如果没有记下，请再重置一次密码。</p>
      ) : (
        <>
          <p className="nz-first-password">
            <CopyText text={told.firstPassword} />
          </p>
          <p>只显示这一次，请当面或电话告知本人。首次登录时必须修改。</p>
          <p className="nz-soft">
            有效期至 <Moment at={told.expiresAt} />
            ，过期后须再次重置。
          </p>
        </>
      )}
    </Modal>
  )
}
