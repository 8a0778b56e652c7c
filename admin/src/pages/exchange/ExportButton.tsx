import { useMutation } from '@tanstack/react-query'
import { Button, Form, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import type { ExportHouseholds } from '../../../../shared/contracts/exchange.ts'
import type { HouseholdSelection } from '../../../../shared/contracts/households.ts'
import type { Send } from '../../api/client.ts'
import { useSend } from '../../api/context.ts'
import { ErrorPanel } from '../../components/ErrorPanel.tsx'
import { PersonalChoice, type PersonalFilled, personalOf } from './PersonalChoice.tsx'
import { saveFile } from './save-file.ts'

type Props = {
  readonly selection: HouseholdSelection
  readonly total: number
  readonly label: string
  readonly note: string
  readonly whole: string
  readonly fileName: string
  readonly fetchFile: (send: Send, body: ExportHouseholds) => Promise<Blob>
}

/** What is filtered or ticked as a workbook: how many, masked or whole, then the file. */
export function ExportButton({ selection, total, label, note, whole, fileName, fetchFile }: Props): ReactNode {
  const send = useSend()
  const [open, setOpen] = useState(false)
  const [form] = Form.useForm<PersonalFilled>()
  const download = useMutation({
    mutationFn: async (filled: PersonalFilled) => saveFile(await fetchFile(send, { ...selection, ...personalOf(filled) }), fileName),
    onSuccess: () => setOpen(false),
  })
  return (
    <>
      <Button disabled={total === 0} onClick={() => setOpen(true)}>
        {label}
      </Button>
      {open ? (
        <Modal
          cancelText="取消"
          confirmLoading={download.isPending}
          okText="导出"
          onCancel={() => setOpen(false)}
          onOk={form.submit}
          open
          title={`${label} ${total} 户`}
          width={480}
        >
          <p className="nz-dialog-note">{note}</p>
          <Form<PersonalFilled> form={form} layout="vertical" onFinish={(filled) => download.mutate(filled)} requiredMark={false}>
            <PersonalChoice text={whole} />
          </Form>
          {download.error ? <ErrorPanel compact error={download.error} /> : null}
        </Modal>
      ) : null}
    </>
  )
}
