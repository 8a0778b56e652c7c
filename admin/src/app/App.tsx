import { QueryClientProvider } from '@tanstack/react-query'
import { App as AntApp, ConfigProvider } from 'antd'
import zhCN from 'antd/es/locale/zh_CN'
import { type ReactNode, useEffect, useState } from 'react'
import { createBrowserRouter } from 'react-router'
import { RouterProvider } from 'react-router/dom'
import { send, session } from '../api/browser.ts'
import { ConnectionContext } from '../api/context.ts'
import { createQueryClient } from './query-client.ts'
import { routes } from './routes.tsx'
import { theme } from './theme.ts'

const connection = { session, send }
const router = createBrowserRouter(routes, { basename: '/admin' })

export function App(): ReactNode {
  const [queryClient] = useState(createQueryClient)
  useEffect(() => {
    let person = ''
    return session.subscribe(() => {
      const state = session.state()
      const next = state.phase === 'signed-in' ? `${state.profile.company.code} ${state.profile.name}` : ''
      // Nothing one person saw stays in memory for the next.
      if (person !== '' && next !== person) queryClient.clear()
      person = next
    })
  }, [queryClient])
  return (
    <ConfigProvider button={{ autoInsertSpace: false }} locale={zhCN} theme={theme} wave={{ disabled: true }}>
      <AntApp component={false}>
        <QueryClientProvider client={queryClient}>
          <ConnectionContext value={connection}>
            <RouterProvider router={router} />
          </ConnectionContext>
        </QueryClientProvider>
      </AntApp>
    </ConfigProvider>
  )
}
