import 'dayjs/locale/zh-cn'
import dayjs from 'dayjs'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/App.tsx'
import { applyTokens } from './app/tokens.ts'
import './styles/base.css'
import './styles/shell.css'
import './styles/sign-in.css'
import './styles/parts.css'
import './styles/households.css'
import './styles/states.css'
import './styles/table.css'
import './styles/pages.css'
import './styles/tariffs.css'
import './styles/first-floor.css'
import './styles/billing.css'
import './styles/corrections.css'
import './styles/scan-collect.css'

dayjs.locale('zh-cn')
applyTokens(document.documentElement.style)

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
