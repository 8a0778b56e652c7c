import { App, ConfigProvider } from 'antd'
import type { ReactNode } from 'react'
import { theme } from '../../../../admin/src/app/theme.ts'

/** The settings of antd that decide what is on the page, as the console itself has them. */
export function Look({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <ConfigProvider button={{ autoInsertSpace: false }} theme={theme} wave={{ disabled: true }}>
      <App component={false}>{children}</App>
    </ConfigProvider>
  )
}
