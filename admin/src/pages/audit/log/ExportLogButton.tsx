import { useMutation } from '@tanstack/react-query'
import { App, Button } from 'antd'
import type { ReactNode } from 'react'
import type { AuditFilter } from '../../../../../shared/contracts/audit/logs.ts'
import { auditFile } from '../../../api/audit.ts'
import { useSend } from '../../../api/context.ts'
import { saveFile } from '../../exchange/save-file.ts'

/** The log as it is filtered; that it was exported is in the log. */
export function ExportLogButton({ filter }: { readonly filter: AuditFilter }): ReactNode {
  const send = useSend()
  const { message } = App.useApp()
  const fetchFile = useMutation({
    mutationFn: () => auditFile(send, filter),
    onSuccess: (file) => saveFile(file, '操作日志.xlsx'),
    onError: (error) => void message.warning(error.message, 6),
  })
  return (
    <Button
      loading={fetchFile.isPending}
      onClick={() => fetchFile.mutate()}
      title="导出符合当前条件的记录，最多 10 万条；导出本身也记入日志"
    >
      导出
    </Button>
  )
}
