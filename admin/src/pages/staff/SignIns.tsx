import { Button } from 'antd'
import type { ReactNode } from 'react'
import type { StaffSignIn } from '../../../../shared/contracts/staff/members.ts'
import { Moment } from '../../components/Moment.tsx'

type Props = { readonly signIns: readonly StaffSignIn[]; readonly onEnd: (sessionNo: string) => void; readonly pending: boolean }

/** Living sign-ins: where from, since when. */
export function SignIns({ signIns, onEnd, pending }: Props): ReactNode {
  if (signIns.length === 0) return <p className="nz-soft">现在没有登录。</p>
  return (
    <ul className="nz-sign-ins">
      {signIns.map(({ sessionNo, signedInAt, lastUsedAt, ip, agent, current }) => (
        <li key={sessionNo}>
          <div>
            <strong>{browserOf(agent)}</strong>
            <span className="nz-soft nz-figures"> {ip ?? '未知地址'}</span>
            {current ? <span className="nz-soft"> 本次登录</span> : null}
            <p className="nz-soft">
              登录 <Moment at={signedInAt} />
              ，最近使用 <Moment at={lastUsedAt} />
            </p>
          </div>
          {current ? null : (
            <Button disabled={pending} onClick={() => onEnd(sessionNo)} size="small">
              下线
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}

/** Enough to tell one's own browsers apart. */
function browserOf(agent: string | null): string {
  if (!agent) return '未知设备'
  const system = /Windows/.test(agent)
    ? 'Windows'
    : /Mac OS/.test(agent)
      ? 'Mac'
      : /Android/.test(agent)
        ? '安卓'
        : /Linux/.test(agent)
          ? 'Linux'
          : ''
  const browser = /Edg\//.test(agent)
    ? 'Edge'
    : /Chrome\//.test(agent)
      ? 'Chrome'
      : /Firefox\//.test(agent)
        ? 'Firefox'
        : /Safari\//.test(agent)
          ? 'Safari'
          : ''
  return [browser, system].filter(Boolean).join(' · ') || agent.slice(0, 40)
}
