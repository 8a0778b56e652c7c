import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input } from 'antd'
import type { ReactNode } from 'react'
import { useSend } from '../../../../api/context.ts'
import { householdMarks } from '../../../../api/households.ts'
import { ErrorPanel } from '../../../../components/ErrorPanel.tsx'
import { Gate } from '../../../../components/Gate.tsx'
import { Loading } from '../../../../components/Loading.tsx'
import { Moment } from '../../../../components/Moment.tsx'
import { useMark } from '../use-mark.ts'

const longest = 2_000

/** 备注: said once, with author and time; what is wrong is put right by another one. */
export function NotesTab({ householdNo }: { readonly householdNo: string }): ReactNode {
  const { data, error, refetch } = useQuery(householdMarks(useSend(), householdNo))
  if (!data) return error ? <ErrorPanel compact error={error} onRetry={() => void refetch()} /> : <Loading />
  return (
    <section aria-label="备注" className="nz-paper">
      <Gate right="addNotes">
        <AddNote householdNo={householdNo} />
      </Gate>
      {data.notes.length === 0 ? <p className="nz-empty">还没有备注</p> : null}
      {data.notes.map(({ at, author, body }) => (
        <article className="nz-note" key={`${at} ${author} ${body}`}>
          <span className="nz-soft">
            {author}　<Moment at={at} />
          </span>
          <p className="nz-note-body">{body}</p>
        </article>
      ))}
    </section>
  )
}

function AddNote({ householdNo }: { readonly householdNo: string }): ReactNode {
  const [form] = Form.useForm<{ readonly body: string }>()
  const add = useMark(householdNo, 'notes', () => form.resetFields())
  return (
    <Form form={form} layout="vertical" onFinish={({ body }) => add.mutate({ body: body.trim() })} requiredMark={false}>
      <Form.Item
        extra="保存后不能修改；写错了请再加一条说明"
        label="新备注"
        name="body"
        rules={[
          { required: true, whitespace: true, message: '请填写备注' },
          {
            validator: (_, body: string = '') =>
              Array.from(body.trim()).length <= longest ? Promise.resolve() : Promise.reject(new Error(`备注最多 ${longest} 个字`)),
          },
        ]}
      >
        <Input.TextArea
          autoSize={{ minRows: 2, maxRows: 8 }}
          count={{ show: true, max: longest, strategy: (text) => Array.from(text).length }}
        />
      </Form.Item>
      <Button htmlType="submit" loading={add.isPending} type="primary">
        添加备注
      </Button>
      {add.error ? <ErrorPanel compact error={add.error} /> : null}
    </Form>
  )
}
