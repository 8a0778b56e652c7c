import { useQuery } from '@tanstack/react-query'
import { Button, Tabs } from 'antd'
import type { ReactNode } from 'react'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import { useAccess, useSend } from '../../../api/context.ts'
import { householdFile } from '../../../api/households.ts'
import { CopyText } from '../../../components/CopyText.tsx'
import { ErrorPanel } from '../../../components/ErrorPanel.tsx'
import { Gate } from '../../../components/Gate.tsx'
import { Loading } from '../../../components/Loading.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { StateMark } from '../../../components/StateMark.tsx'
import { householdStatusWord } from '../../../words/states.ts'
import { ActivityTab } from './components/ActivityTab.tsx'
import { BindingsTab } from './components/BindingsTab.tsx'
import { ChangesTab } from './components/ChangesTab.tsx'
import { ChargesTab } from './components/ChargesTab.tsx'
import { LinksTab } from './components/LinksTab.tsx'
import { MarksBeside } from './components/MarksBeside.tsx'
import { NotesTab } from './components/NotesTab.tsx'
import { PaymentsTab } from './components/PaymentsTab.tsx'
import { ProfileTab } from './components/ProfileTab.tsx'
import { SeasonsTab } from './components/SeasonsTab.tsx'

export default function HouseholdFilePage(): ReactNode {
  const { householdNo = '' } = useParams()
  const [parameters, setParameters] = useSearchParams()
  const navigate = useNavigate()
  const access = useAccess()
  const { data: file, error, refetch } = useQuery(householdFile(useSend(), householdNo))
  const back = { to: '/households', text: '用热户' }

  if (!file) {
    return (
      <>
        <PageHeader back={back} title={householdNo} />
        {error ? <ErrorPanel error={error} onRetry={() => void refetch()} /> : <Loading rows={10} />}
      </>
    )
  }

  const tabs = [
    ...(access.seeBills
      ? [{ key: 'charges', label: '收费', children: <ChargesTab householdNo={householdNo} balanceFen={file.balanceFen} /> }]
      : []),
    { key: 'profile', label: '客户资料', children: <ProfileTab file={file} /> },
    { key: 'seasons', label: '年度记录', children: <SeasonsTab householdNo={file.householdNo} seasons={file.seasons} /> },
    { key: 'changes', label: '变更记录', children: <ChangesTab changes={file.changes} /> },
    ...(access.seeOrders ? [{ key: 'payments', label: '收退费记录', children: <PaymentsTab householdNo={householdNo} /> }] : []),
    { key: 'links', label: '关联客户', children: <LinksTab householdNo={householdNo} /> },
    { key: 'notes', label: '备注', children: <NotesTab householdNo={householdNo} /> },
    { key: 'bindings', label: '绑定', children: <BindingsTab bindings={file.bindings} /> },
    ...(access.seeAuditLog ? [{ key: 'activity', label: '日志记录', children: <ActivityTab householdNo={householdNo} /> }] : []),
  ]
  const asked = parameters.get('tab')
  const active = tabs.find(({ key }) => key === asked) ?? tabs[0]
  const [season] = file.seasons

  return (
    <>
      <PageHeader
        actions={
          <Gate right="collectByCode">
            <Button onClick={() => void navigate(`/households/${encodeURIComponent(householdNo)}/scan-collect`)}>扫码收款</Button>
          </Gate>
        }
        back={back}
        beside={
          <>
            <StateMark word={season ? householdStatusWord(season.status) : undefined} />
            <MarksBeside householdNo={householdNo} />
          </>
        }
        note={
          <>
            {file.address}　{file.orgUnit.name}　卡号 <CopyText text={file.householdNo} />
          </>
        }
        tabTitle={`${file.customer.name} ${file.householdNo}`}
        title={file.customer.name}
      />
      <Tabs
        activeKey={active?.key ?? ''}
        className="nz-file-tabs"
        destroyOnHidden
        items={tabs}
        onChange={(tab) => setParameters(tab === tabs[0]?.key ? {} : { tab }, { replace: true })}
      />
    </>
  )
}
