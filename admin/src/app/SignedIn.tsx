import { type ReactNode, useCallback, useEffect, useState } from 'react'
import { Navigate, Outlet, useLocation } from 'react-router'
import { useSession, useSessionState } from '../api/context.ts'
import { ErrorPanel } from '../components/ErrorPanel.tsx'
import { signInPath } from './return-to.ts'
import { Splash } from './Splash.tsx'

/** Everything behind the sign-in page. */
export function SignedIn(): ReactNode {
  const { pathname, search } = useLocation()
  const session = useSession()
  const state = useSessionState()
  const [fault, setFault] = useState<unknown>(null)

  const start = useCallback(() => {
    setFault(null)
    session.start().catch(setFault)
  }, [session])
  useEffect(() => {
    if (session.state().phase === 'starting') start()
  }, [session, start])

  if (state.phase === 'signed-in') return <Outlet />
  if (state.phase === 'signed-out') return <Navigate replace to={state.reason === 'left' ? '/sign-in' : signInPath(pathname, search)} />
  if (fault !== null) return <ErrorPanel error={fault} onRetry={start} />
  return <Splash />
}
