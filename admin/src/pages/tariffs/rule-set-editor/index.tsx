import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { type ReactNode, useMemo, useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import type { RuleSetContent, RuleSetFile, RuleSetKey, RuleSetRemark } from '../../../../../shared/contracts/tariffs.ts'
import { useAccess, useSend } from '../../../api/context.ts'
import { createIntention } from '../../../api/idempotency.ts'
import { ApiProblem, isPassing } from '../../../api/problem.ts'
import { actOnRuleSet, ruleSetFile } from '../../../api/tariffs.ts'
import { ErrorPanel } from '../../../components/ErrorPanel.tsx'
import { LeaveGuard, type LeftSaved } from '../../../components/LeaveGuard.tsx'
import { Loading } from '../../../components/Loading.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { StateMark } from '../../../components/StateMark.tsx'
import { ruleSetStateWord } from '../../../words/states.ts'
import { nowhere, placeRemarks, wordsAt } from '../form/place-remarks.ts'
import { NoticeFiles } from '../notice-files/NoticeFiles.tsx'
import { keyOfParams } from '../rule-set/key-of-params.ts'
import { ruleSetPath } from '../rule-set-list/columns.tsx'
import { TrialPanel } from '../trial/TrialPanel.tsx'
import { startArea } from '../trial/typed-facts.ts'
import { type Subject, useTrial } from '../trial/use-trial.ts'
import { HeadPanel } from './components/HeadPanel.tsx'
import { RulesPanel } from './components/RulesPanel.tsx'

export default function RuleSetEditorPage(): ReactNode {
  const key = keyOfParams(useParams())
  const { data: file, error, refetch } = useQuery(ruleSetFile(useSend(), key))
  const back = { to: ruleSetPath(key), text: `${key.seasonCode} 第 ${key.version} 版` }
  if (!file)
    return (
      <>
        <PageHeader back={back} title="编制价目" />
        {error ? <ErrorPanel error={error} onRetry={() => void refetch()} /> : <Loading />}
      </>
    )
  if (!file.may.includes('edit'))
    return (
      <>
        <PageHeader back={back} beside={<StateMark word={ruleSetStateWord(file)} />} title="编制价目" />
        <p className="nz-notice nz-notice-attention">
          这份价目现在不能修改：只有草稿和已退回的可以改。已发布的价目请<Link to={ruleSetPath(key)}>复制成新的一版</Link>再改。
        </p>
      </>
    )
  return <Editor file={file} setKey={key} />
}

type Props = { readonly file: RuleSetFile; readonly setKey: RuleSetKey }

/** Forms on the left, what they would charge on the right; faults stand at their fields while one types. */
function Editor({ file, setKey }: Props): ReactNode {
  const send = useSend()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const { message } = App.useApp()
  const { seeHouseholds } = useAccess()
  const [content, setContent] = useState<RuleSetContent>(file.content)
  const [saved, setSaved] = useState(() => JSON.stringify(file.content))
  const [refused, setRefused] = useState<readonly RuleSetRemark[] | null>(null)
  const [subject, setSubject] = useState<Subject>(() => (seeHouseholds ? null : { kind: 'facts', areas: [startArea] }))
  const [intention] = useState(() => createIntention())
  const trial = useTrial(setKey, content, subject)
  const dirty = JSON.stringify(content) !== saved

  const save = useMutation({
    mutationFn: async () => {
      const body = { revision: file.revision, content }
      await actOnRuleSet(send, setKey, 'content', body, intention.keyFor(body))
      // The file as it is now, with its new revision, before anything else can be sent.
      await queryClient.invalidateQueries({ queryKey: ['rule-sets'], refetchType: 'none' })
      await queryClient.fetchQuery(ruleSetFile(send, setKey))
      return JSON.stringify(content)
    },
    onSuccess(text) {
      intention.settled()
      setSaved(text)
      setRefused(null)
    },
    onError(error) {
      if (!isPassing(error)) intention.settled()
      const errors = error instanceof ApiProblem ? error.problem.errors : undefined
      setRefused(errors ? errors.map(({ path, message: words }) => ({ code: 'REFUSED', path, message: words })) : null)
    },
  })

  const judged = trial.answer.data ?? file
  const faults = useMemo(() => placeRemarks(refused ?? judged.faults, content), [refused, judged.faults, content])
  const questions = useMemo(() => placeRemarks(judged.questions, content), [judged.questions, content])
  const change = (next: RuleSetContent) => {
    setContent(next)
    setRefused(null)
  }
  async function saveAnd(leave: boolean) {
    try {
      await save.mutateAsync()
      void message.success('草稿已保存', 2)
      if (leave) await navigate(ruleSetPath(setKey), { state: { saved: true } satisfies LeftSaved })
    } catch {
      void message.warning('没有保存，请看页面上的说明', 4)
    }
  }
  const faultCount = refused?.length ?? judged.faults.length
  const stray = wordsAt(faults, nowhere)

  return (
    <div className="nz-editor-page">
      <LeaveGuard dirty={dirty} what="这份价目" />
      <PageHeader
        actions={
          <>
            <span aria-live="polite" className="nz-soft">
              {dirty ? '有未保存的修改' : '已保存'}
            </span>
            <Button disabled={!dirty} loading={save.isPending} onClick={() => void saveAnd(false)}>
              保存草稿
            </Button>
            <Button
              loading={save.isPending}
              onClick={() => (dirty ? void saveAnd(true) : void navigate(ruleSetPath(setKey)))}
              type="primary"
            >
              {dirty ? '保存并查看' : '完成'}
            </Button>
          </>
        }
        back={{ to: ruleSetPath(setKey), text: '价目' }}
        beside={<StateMark word={ruleSetStateWord(file)} />}
        note={
          faultCount > 0
            ? `${faultCount} 处错误`
            : judged.questions.length > 0
              ? `提交时有 ${judged.questions.length} 处请确认`
              : '没有错误'
        }
        tabTitle="编制价目"
        title={`${file.orgUnitName} ${file.seasonCode} 第 ${file.version} 版`}
      />
      <div className="nz-editor">
        <div className="nz-stack">
          {save.error ? <ErrorPanel compact error={save.error} /> : null}
          {stray ? <p className="nz-notice nz-notice-attention">{stray}</p> : null}
          <HeadPanel content={content} faults={faults} onChange={change} questions={questions} season={file.season}>
            <NoticeFiles file={file} setKey={setKey} />
          </HeadPanel>
          <RulesPanel faults={faults} onChange={(rules) => change({ ...content, rules })} questions={questions} rules={content.rules} />
        </div>
        <TrialPanel onSubject={setSubject} seasonCode={file.seasonCode} subject={subject} trial={trial} />
      </div>
    </div>
  )
}
