import { type ReactNode, useEffect } from 'react'
import { useSessionState } from '../../../api/context.ts'
import { Gate } from '../../../components/Gate.tsx'
import { RecentOrders } from './components/RecentOrders.tsx'
import { SeasonCard } from './components/SeasonCard.tsx'
import { ToDos } from './components/ToDos.tsx'

export default function WorkbenchPage(): ReactNode {
  const state = useSessionState()
  useEffect(() => {
    document.title = '工作台 · 暖账'
  }, [])
  if (state.phase !== 'signed-in') return null
  const { displayName, units } = state.profile
  return (
    <>
      <div className="nz-page-header">
        <div className="nz-page-heading">
          <h1>工作台</h1>
          <span className="nz-page-note">
            {displayName}　{units.map(({ name }) => name).join('、')}
          </span>
        </div>
      </div>
      <div className="nz-workbench">
        <div className="nz-stack">
          <ToDos />
          <Gate right="seeOrders">
            <RecentOrders />
          </Gate>
        </div>
        <SeasonCard />
      </div>
    </>
  )
}
