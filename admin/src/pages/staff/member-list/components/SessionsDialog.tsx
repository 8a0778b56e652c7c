import { useQuery } from '@tanstack/react-query'
import { Button, Modal } from 'antd'
import type { ReactNode } from 'react'
import type { StaffMember } from '../../../../../../shared/contracts/staff.ts'
import { useSend } from '../../../../api/context.ts'
import { endSessions, memberSessions } from '../../../../api/staff.ts'
import { useWrite } from '../../../../api/use-write.ts'
import { ErrorPanel } from '../../../../components/ErrorPanel.tsx'
import { Loading } from '../../../../components/Loading.tsx'
import { SignIns } from '../../SignIns.tsx'

/** Where a colleague is signed in, and ending it. */
export function SessionsDialog({ member, onClose }: { readonly member: StaffMember; readonly onClose: () => void }): ReactNode {
  const answer = useQuery(memberSessions(useSend(), member.name))
  const end = useWrite((send, sessionNo: string | null, key) => endSessions(send, member.name, sessionNo, key), { refresh: [['members']] })
  const signIns = answer.data?.items ?? []
  return (
    <Modal
      footer={
        <>
          <Button danger disabled={signIns.length === 0} loading={end.isPending} onClick={() => end.mutate(null)}>
            全部下线
          </Button>
          <Button onClick={onClose}>关闭</Button>
        </>
      }
      onCancel={onClose}
      open
      title={`${member.displayName} 的登录`}
      width={560}
    >
      {answer.data ? (
        <SignIns onEnd={(sessionNo) => end.mutate(sessionNo)} pending={end.isPending} signIns={signIns} />
      ) : answer.error ? (
        <ErrorPanel compact error={answer.error} onRetry={() => void answer.refetch()} />
      ) : (
        <Loading rows={3} />
      )}
      {end.error ? <ErrorPanel compact error={end.error} /> : null}
    </Modal>
  )
}
