import { useMutation } from '@tanstack/react-query'
import { App, Button } from 'antd'
import type { ReactNode } from 'react'
import { useSend } from '../../../../api/context.ts'
import { errorFile } from '../../../../api/exchange.ts'
import { saveFile } from '../../save-file.ts'

export function ErrorFileButton({ importNo }: { readonly importNo: string }): ReactNode {
  const send = useSend()
  const { message } = App.useApp()
  const download = useMutation({
    mutationFn: async () => saveFile(await errorFile(send, importNo), `导入错误-${importNo}.xlsx`),
    onError: (error) => void message.warning(error.message, 6),
  })
  return (
    <Button loading={download.isPending} onClick={() => download.mutate()} type="primary">
      下载错误行
    </Button>
  )
}
