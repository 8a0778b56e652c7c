import { useQuery } from '@tanstack/react-query'
import { Tabs } from 'antd'
import { type ReactNode, useState } from 'react'
import { useParams, useSearchParams } from 'react-router'
import type { RuleSetFile, RuleSetKey } from '../../../../../shared/contracts/tariffs.ts'
import { useAccess, useSend } from '../../../api/context.ts'
import { ruleSetFile } from '../../../api/tariffs.ts'
import { ErrorPanel } from '../../../components/ErrorPanel.tsx'
import { Loading } from '../../../components/Loading.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { StateMark } from '../../../components/StateMark.tsx'
import { ruleSetStateWord } from '../../../words/states.ts'
import { TrialPanel } from '../trial/TrialPanel.tsx'
import { startArea } from '../trial/typed-facts.ts'
import { type Subject, useTrial } from '../trial/use-trial.ts'
import { ActsTab } from './components/ActsTab.tsx'
import { RuleSetActs } from './components/RuleSetActs.tsx'
import { RulesTab } from './components/RulesTab.tsx'
import { keyOfParams } from './key-of-params.ts'

export default function RuleSetPage(): ReactNode {
  const key = keyOfParams(useParams())
  const [parameters, setParameters] = useSearchParams()
  const access = useAccess()
  const { data: file, error, refetch } = useQuery(ruleSetFile(useSend(), key))
  const back = { to: '/rule-sets', text: '价目' }
  if (!file)
    return (
      <>
        <PageHeader back={back} title={`${key.seasonCode} 第 ${key.version} 版`} />
        {error ? <ErrorPanel error={error} onRetry={() => void refetch()} /> : <Loading rows={10} />}
      </>
    )
  const tabs = [
    { key: 'rules', label: '规则', children: <RulesTab file={file} setKey={key} /> },
    ...(access.tryRules ? [{ key: 'trial', label: '试算', children: <TrialTab file={file} setKey={key} /> }] : []),
    { key: 'acts', label: '经过', children: <ActsTab acts={file.acts} /> },
  ]
  const active = tabs.find((tab) => tab.key === parameters.get('tab')) ?? tabs[0]
  return (
    <>
      <PageHeader
        actions={<RuleSetActs file={file} setKey={key} />}
        back={back}
        beside={<StateMark word={ruleSetStateWord(file)} />}
        note={`${file.orgUnitName}　自 ${file.validFrom} 起生效`}
        tabTitle={`价目 ${file.seasonCode} 第 ${file.version} 版`}
        title={`${file.seasonCode} 第 ${file.version} 版`}
      />
      {error ? <ErrorPanel compact error={error} onRetry={() => void refetch()} /> : null}
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

function TrialTab({ file, setKey }: { readonly file: RuleSetFile; readonly setKey: RuleSetKey }): ReactNode {
  const { seeHouseholds } = useAccess()
  const [subject, setSubject] = useState<Subject>(() => (seeHouseholds ? null : { kind: 'facts', areas: [startArea] }))
  const trial = useTrial(setKey, file.content, subject)
  return <TrialPanel onSubject={setSubject} seasonCode={file.seasonCode} subject={subject} trial={trial} />
}
