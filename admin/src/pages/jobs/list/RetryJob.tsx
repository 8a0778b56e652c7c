import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Popconfirm } from 'antd'
import { type ReactNode, useState } from 'react'
import type { JobRow } from '../../../../../shared/contracts/jobs.ts'
import { useSend } from '../../../api/context.ts'
import { createIntention } from '../../../api/idempotency.ts'
import { retryJob } from '../../../api/jobs.ts'
import { isPassing } from '../../../api/problem.ts'

/** Puts a job that gave up back into the queue. */
export function RetryJob({ job }: { readonly job: JobRow }): ReactNode {
  const send = useSend()
  const queryClient = useQueryClient()
  const { message } = App.useApp()
  const [intention] = useState(() => createIntention())
  const retry = useMutation({
    mutationFn: () => retryJob(send, job.jobNo, intention.keyFor(job.jobNo)),
    async onSuccess() {
      intention.settled()
      void message.info('已重新排队')
      await queryClient.invalidateQueries({ queryKey: ['jobs'] })
    },
    onError(error) {
      if (!isPassing(error)) intention.settled()
      void message.warning(error.message, 6)
    },
  })
  return (
    <Popconfirm
      cancelText="取消"
      description="任务会从头再执行一次，已完成的部分不会重复。"
      okText="重试"
      onConfirm={() => retry.mutate()}
      placement="left"
      title="重试这个任务？"
    >
      <Button loading={retry.isPending} size="small" type="link">
        重试
      </Button>
    </Popconfirm>
  )
}
