import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useNavigate } from 'react-router'
import type { RuleSetFile, RuleSetKey } from '../../../../../../shared/contracts/tariffs.ts'
import { Gate } from '../../../../components/Gate.tsx'
import { ruleSetPath } from '../../rule-set-list/columns.tsx'
import { CreateDialog } from '../../rule-set-list/components/CreateDialog.tsx'
import { ConfirmDialog } from './ConfirmDialog.tsx'
import { ReasonDialog } from './ReasonDialog.tsx'

type Props = { readonly file: RuleSetFile; readonly setKey: RuleSetKey }
type Asked = 'submission' | 'publication' | 'return' | 'discarding' | 'withdrawal' | 'copy' | null

/** What this person may do with the set now, and why not what they might expect. */
export function RuleSetActs({ file, setKey }: Props): ReactNode {
  const navigate = useNavigate()
  const [asked, setAsked] = useState<Asked>(null)
  const may = new Set(file.may)
  const close = () => setAsked(null)
  const hindered = file.faults.length > 0
  const waits = file.state === 'submitted' && file.ownWork
  return (
    <>
      {waits ? <span className="nz-soft">您编制或提交的，须由另一位同事发布</span> : null}
      {may.has('discard') ? <Button onClick={() => setAsked('discarding')}>作废</Button> : null}
      {may.has('withdraw') ? <Button onClick={() => setAsked('withdrawal')}>撤回</Button> : null}
      {may.has('return') && !waits ? <Button onClick={() => setAsked('return')}>退回</Button> : null}
      <Gate right="writeRuleSets">
        <Button onClick={() => setAsked('copy')}>复制成新版</Button>
      </Gate>
      {may.has('edit') ? (
        <Button onClick={() => void navigate(`${ruleSetPath(setKey)}/edit`)} type={hindered ? 'primary' : 'default'}>
          编辑
        </Button>
      ) : null}
      {may.has('submit') ? (
        <Button disabled={hindered} onClick={() => setAsked('submission')} title={hindered ? '改正全部错误后才能提交' : ''} type="primary">
          提交发布
        </Button>
      ) : null}
      {may.has('publish') ? (
        <Button onClick={() => setAsked('publication')} type="primary">
          发布
        </Button>
      ) : null}
      {asked === 'submission' || asked === 'publication' ? <ConfirmDialog act={asked} file={file} onClose={close} setKey={setKey} /> : null}
      {asked === 'return' || asked === 'discarding' || asked === 'withdrawal' ? (
        <ReasonDialog act={asked} file={file} onClose={close} setKey={setKey} />
      ) : null}
      {asked === 'copy' ? (
        <CreateDialog copyOf={file} onClose={close} onCreated={(key) => void navigate(`${ruleSetPath(key)}/edit`)} />
      ) : null}
    </>
  )
}
