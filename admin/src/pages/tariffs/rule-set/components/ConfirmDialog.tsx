import { Checkbox, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import type { RuleSetFile, RuleSetKey } from '../../../../../../shared/contracts/tariffs.ts'
import { ErrorPanel } from '../../../../components/ErrorPanel.tsx'
import { ruleTitle } from '../../form/rule-words.ts'
import { useAct } from '../use-act.ts'

type Props = {
  readonly act: 'submission' | 'publication'
  readonly file: RuleSetFile
  readonly setKey: RuleSetKey
  readonly onClose: () => void
}

const words = {
  submission: { title: '提交发布', ok: '提交', note: '提交后不能再改，由另一位有发布权限的同事核对后发布；发现不对可以撤回。' },
  publication: {
    title: '发布价目',
    ok: '发布',
    note: '请对照价格文件逐条核对。发布后不能修改，只能由以后的版本代替；已出的账单不受影响。',
  },
} as const

/** The last look before a set goes on: every odd thing is ticked by itself, and nothing goes on before all are. */
export function ConfirmDialog({ act, file, setKey, onClose }: Props): ReactNode {
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const acting = useAct(setKey, act, onClose)
  const { title, ok, note } = words[act]
  const { questions } = file
  const nameOf = ({ code, path }: RuleSetFile['questions'][number]) => `${code} ${path}`
  const open = questions.filter((question) => !ticked.has(nameOf(question)))

  function tick(name: string, on: boolean) {
    const next = new Set(ticked)
    if (on) next.add(name)
    else next.delete(name)
    setTicked(next)
  }

  return (
    <Modal
      cancelText="再看看"
      confirmLoading={acting.isPending}
      okButtonProps={{ disabled: open.length > 0 }}
      okText={ok}
      onCancel={onClose}
      onOk={() => acting.mutate({ revision: file.revision, confirmed: questions.map(({ code, path }) => ({ code, path })) })}
      open
      title={`${title}：${file.seasonCode} 第 ${file.version} 版`}
      width={560}
    >
      <p className="nz-dialog-note">{note}</p>
      <dl className="nz-facts">
        <dt>价格文件</dt>
        <dd>
          {file.notice.no} {file.notice.title}
        </dd>
        <dt>适用</dt>
        <dd>
          {file.orgUnitName}，自 {file.validFrom} 起生效
        </dd>
        <dt>规则</dt>
        <dd>{file.content.rules.map(ruleTitle).join('、')}</dd>
      </dl>
      {questions.length > 0 ? (
        <fieldset className="nz-questions">
          <legend>以下 {questions.length} 处不常见，请逐条确认</legend>
          {questions.map((question) => (
            <Checkbox
              checked={ticked.has(nameOf(question))}
              key={nameOf(question)}
              onChange={(event) => tick(nameOf(question), event.target.checked)}
            >
              {placeOf(question.path, file)}
              {question.message}
            </Checkbox>
          ))}
        </fieldset>
      ) : null}
      {acting.error ? <ErrorPanel compact error={acting.error} /> : null}
    </Modal>
  )
}

/** 第 3 条违约金： */
function placeOf(path: string, { content }: RuleSetFile): string {
  const index = Number(/^rules\[(\d+)\]/.exec(path)?.[1] ?? Number.NaN)
  const rule = content.rules[index]
  return rule ? `第 ${index + 1} 条${ruleTitle(rule)}：` : ''
}
