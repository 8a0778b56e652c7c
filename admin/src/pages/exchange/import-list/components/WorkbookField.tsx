import { Button, Form, Upload as UploadField } from 'antd'
import type { ReactNode } from 'react'

type Props = { readonly file: File | null; readonly onChange: (file: File | null) => void; readonly extra: string }

/** One workbook, kept until the form is sent. */
export function WorkbookField({ file, onChange, extra }: Props): ReactNode {
  return (
    <Form.Item extra={extra} label="工作簿">
      <UploadField
        accept=".xlsx"
        beforeUpload={(chosen) => {
          onChange(chosen)
          return false
        }}
        fileList={file ? [{ uid: file.name, name: file.name }] : []}
        maxCount={1}
        onRemove={() => onChange(null)}
      >
        <Button>选择文件</Button>
      </UploadField>
    </Form.Item>
  )
}
