import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Form, Input, Modal, Progress } from 'antd'
import { type ReactNode, useState } from 'react'
import type { BulkAct, StartEdit } from '../../../../../../shared/contracts/households/edits.ts'
import type { HouseholdSelection } from '../../../../../../shared/contracts/households.ts'
import { useSend } from '../../../../api/context.ts'
import { editPreview, oneEdit, startEdit } from '../../../../api/household-edits.ts'
import { createIntention } from '../../../../api/idempotency.ts'
import { isPassing } from '../../../../api/problem.ts'
import { ErrorPanel } from '../../../../components/ErrorPanel.tsx'
import { type ActKind, actOf, type Filled } from '../acts.ts'
import { ActFields } from './ActFields.tsx'

export { type ActKind, actKinds } from '../acts.ts'

type Props = { readonly kind: ActKind; readonly selection: HouseholdSelection; readonly onClose: (done: boolean) => void }

/** One act on everything ticked: what exactly, how many it changes, why; then its progress. */
export function BulkDialog({ kind, selection, onClose }: Props): ReactNode {
  const send = useSend()
  const queryClient = useQueryClient()
  const [form] = Form.useForm<Filled>()
  const filled = Form.useWatch([], form)
  const act = actOf(kind, filled ?? {})
  const preview = useQuery(editPreview(send, act ? { selection, act } : null))
  const [intention] = useState(() => createIntention())
  const [editNo, setEditNo] = useState<string | null>(null)
  const running = useQuery(oneEdit(send, editNo)).data
  const start = useMutation({
    mutationFn: (body: StartEdit) => startEdit(send, body, intention.keyFor(body)),
    onSuccess(edit) {
      intention.settled()
      setEditNo(edit.editNo)
    },
    onError(error) {
      if (isPassing(error)) return
      intention.settled()
      void preview.refetch()
    },
  })
  const over = running?.state === 'done'
  const { total = 0, changing = 0 } = preview.data ?? {}
  const underWay = editNo !== null && !over
  /** What the list shows has changed. */
  function close() {
    if (editNo !== null) void queryClient.invalidateQueries({ queryKey: ['households'] })
    onClose(editNo !== null)
  }
  return (
    <Modal
      cancelButtonProps={over ? { style: { display: 'none' } } : {}}
      cancelText={underWay ? '在后台继续' : '取消'}
      confirmLoading={start.isPending || underWay}
      okButtonProps={{ disabled: !over && (!act || !preview.data || changing === 0) }}
      okText={over ? '完成' : preview.data && changing > 0 ? `修改 ${changing} 户` : '修改'}
      onCancel={close}
      onOk={over ? close : form.submit}
      open
      title={titleOf(kind)}
      width={520}
    >
      <Form<Filled>
        disabled={editNo !== null}
        form={form}
        layout="vertical"
        onFinish={({ reason = '' }) =>
          act && start.mutate({ selection, act, expected: total, reason: reason.trim() } satisfies { act: BulkAct } & StartEdit)
        }
        requiredMark={false}
      >
        <ActFields kind={kind} />
        <Form.Item label="原因" name="reason" rules={[{ required: true, whitespace: true, min: 2, message: '请填写原因，至少 2 个字' }]}>
          <Input maxLength={200} />
        </Form.Item>
      </Form>
      <p aria-live="polite" className="nz-dialog-note nz-figures">
        {running && over
          ? `已处理 ${running.seen} 户，其中 ${running.changed} 户有变化。`
          : running
            ? `正在处理，已完成 ${running.seen} / ${running.total} 户…`
            : preview.data
              ? `选中 ${total} 户，其中 ${changing} 户会有变化${changing < total ? `，${total - changing} 户已经是这样` : ''}。`
              : act && preview.isFetching
                ? '正在统计…'
                : '填好上面的内容后，显示会有变化的户数。'}
      </p>
      {running ? <Progress aria-label="完成比例" percent={percentOf(running)} showInfo={false} size="small" status="normal" /> : null}
      {(start.error ?? preview.error) ? <ErrorPanel compact error={start.error ?? preview.error} /> : null}
    </Modal>
  )
}

function percentOf({ seen, total }: { readonly seen: number; readonly total: number }): number {
  return total === 0 ? 100 : Math.floor((seen * 100) / total)
}

function titleOf(kind: ActKind): string {
  const titles: Readonly<Record<ActKind, string>> = {
    'tag-add': '批量添加标签',
    'tag-remove': '批量移除标签',
    black: '批量列入黑名单',
    white: '批量列入白名单',
    'black-end': '批量移出黑名单',
    'white-end': '批量移出白名单',
    set: '批量修改字段',
  }
  return titles[kind]
}
