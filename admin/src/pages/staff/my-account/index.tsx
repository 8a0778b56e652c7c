import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useSend, useSessionState } from '../../../api/context.ts'
import { endOwnSessions, ownSessions } from '../../../api/staff.ts'
import { useWrite } from '../../../api/use-write.ts'
import { ErrorPanel } from '../../../components/ErrorPanel.tsx'
import { Loading } from '../../../components/Loading.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { SignIns } from '../SignIns.tsx'
import { PasswordForm } from './PasswordForm.tsx'

export default function MyAccountPage(): ReactNode {
  const state = useSessionState()
  const answer = useQuery(ownSessions(useSend()))
  const end = useWrite((send, sessionNo: string | null, key) => endOwnSessions(send, sessionNo, key), {
    refresh: [['members', 'own-sessions']],
  })
  if (state.phase !== 'signed-in') return null
  const { profile } = state
  const others = (answer.data?.items ?? []).filter(({ current }) => !current)
  return (
    <>
      <PageHeader note={`${profile.name} · ${profile.company.name}`} title="我的账号" />
      <div className="nz-account">
        <section aria-label="岗位" className="nz-paper">
          <h2>{profile.displayName}</h2>
          <dl className="nz-facts">
            <dt>角色</dt>
            <dd>{profile.roles.map(({ name }) => name).join('、')}</dd>
            <dt>组织</dt>
            <dd>{profile.units.map(({ name }) => name).join('、')}</dd>
          </dl>
        </section>
        <section aria-label="修改密码" className="nz-paper">
          <h2>修改密码</h2>
          <PasswordForm />
        </section>
        <section aria-label="登录" className="nz-paper">
          <h2>
            登录
            {others.length > 0 ? (
              <Button loading={end.isPending} onClick={() => end.mutate(null)} size="small">
                结束其他登录
              </Button>
            ) : null}
          </h2>
          {answer.data ? (
            <SignIns onEnd={(sessionNo) => end.mutate(sessionNo)} pending={end.isPending} signIns={answer.data.items} />
          ) : answer.error ? (
            <ErrorPanel compact error={answer.error} onRetry={() => void answer.refetch()} />
          ) : (
            <Loading rows={3} />
          )}
          {end.error ? <ErrorPanel compact error={end.error} /> : null}
        </section>
      </div>
    </>
  )
}
