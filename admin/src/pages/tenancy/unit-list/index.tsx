import { Tabs } from 'antd'
import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import { useAccess } from '../../../api/context.ts'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { EntitiesTab } from './components/EntitiesTab.tsx'
import { ManagedUnits } from './components/ManagedUnits.tsx'
import { SeenUnits } from './components/SeenUnits.tsx'

export default function UnitListPage(): ReactNode {
  const { manageUnits } = useAccess()
  const [parameters, setParameters] = useSearchParams()
  const tab = parameters.get('tab') === 'entities' ? 'entities' : 'units'
  const header = <PageHeader note="收款商户、收据和账套属于法人主体；每个组织归属一个法人主体" title="组织机构" />
  if (!manageUnits)
    return (
      <>
        {header}
        <SeenUnits />
      </>
    )
  return (
    <>
      {header}
      <Tabs
        activeKey={tab}
        className="nz-file-tabs"
        items={[
          { key: 'units', label: '组织' },
          { key: 'entities', label: '法人主体' },
        ]}
        onChange={(key) => setParameters(key === 'units' ? {} : { tab: key }, { replace: true })}
      />
      {tab === 'units' ? <ManagedUnits /> : <EntitiesTab />}
    </>
  )
}
