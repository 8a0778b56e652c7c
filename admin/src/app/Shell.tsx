import { type ReactNode, Suspense, useEffect, useRef, useState } from 'react'
import { Outlet, ScrollRestoration, useLocation } from 'react-router'
import { useAccess, useSessionState } from '../api/context.ts'
import { Loading } from '../components/Loading.tsx'
import { FirstPassword } from './FirstPassword.tsx'
import { entryOf, visibleMenu } from './menu.ts'
import { ShellHeader } from './ShellHeader.tsx'
import { ShellMenu } from './ShellMenu.tsx'
import { TrialBanner } from './TrialBanner.tsx'

export function Shell(): ReactNode {
  const state = useSessionState()
  const systems = visibleMenu(useAccess())
  const { pathname } = useLocation()
  const here = entryOf(systems, pathname)
  const content = useRef<HTMLElement>(null)
  const shown = useRef(pathname)
  // The pages share one scrolling element: a new page begins at its top.
  useEffect(() => {
    if (!content.current || shown.current === pathname) return
    shown.current = pathname
    content.current.scrollTop = 0
  }, [pathname])
  const [chosen, setChosen] = useState<string | null>(null)
  if (state.phase !== 'signed-in') return null
  if (state.profile.mustChangePassword) return <FirstPassword profile={state.profile} />
  const system = here?.system ?? systems.find(({ text }) => text === chosen) ?? systems[0]
  return (
    <div className="nz-shell">
      <a className="nz-skip" href="#content">
        跳到正文
      </a>
      <ShellHeader profile={state.profile} />
      {state.profile.trialSize ? <TrialBanner /> : null}
      <div className="nz-shell-body">
        <ShellMenu onSystem={setChosen} system={system} systems={systems} />
        <main className="nz-content" id="content" ref={content} tabIndex={-1}>
          <Suspense fallback={<Loading />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
      <ScrollRestoration />
    </div>
  )
}
