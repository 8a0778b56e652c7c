import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Popconfirm, Progress, Upload as UploadField } from 'antd'
import { type ReactNode, useState } from 'react'
import type { StoredFile } from '../../../../../shared/contracts/files.ts'
import type { RuleSetFile, RuleSetKey } from '../../../../../shared/contracts/tariffs.ts'
import { useSend } from '../../../api/context.ts'
import { createIntention } from '../../../api/idempotency.ts'
import { isPassing } from '../../../api/problem.ts'
import { attachNoticeFile, noticeFile, removeNoticeFile } from '../../../api/tariffs.ts'
import { ErrorPanel } from '../../../components/ErrorPanel.tsx'
import { Moment } from '../../../components/Moment.tsx'
import { saveFile } from '../../exchange/save-file.ts'
import { acceptedFiles, faultOfFile, sizeWords } from './choose-file.ts'

type Props = { readonly file: RuleSetFile; readonly setKey: RuleSetKey }

/** The original or scans of the price notice: shown, saved, added, and taken away while nothing rests on them. */
export function NoticeFiles({ file, setKey }: Props): ReactNode {
  const { items, mayAttach, mayRemove } = file.noticeFiles
  return (
    <section aria-label="价格文件附件" className="nz-notice-files">
      <h3>原件或扫描件</h3>
      {items.length === 0 ? <p className="nz-soft">还没有上传。{mayAttach ? '发布后居民可以下载，请上传盖章的完整文件。' : ''}</p> : null}
      {items.length > 0 ? (
        <ul>
          {items.map((one) => (
            <FileLine item={one} key={one.fileNo} mayRemove={mayRemove} setKey={setKey} />
          ))}
        </ul>
      ) : null}
      {mayAttach ? <AttachFile setKey={setKey} /> : null}
      {items.length > 0 && file.state === 'published' ? <p className="nz-soft">已公布的附件不能删除；需要更正的，再上传一份。</p> : null}
    </section>
  )
}

function FileLine({
  item,
  mayRemove,
  setKey,
}: {
  readonly item: StoredFile
  readonly mayRemove: boolean
  readonly setKey: RuleSetKey
}): ReactNode {
  const send = useSend()
  const queryClient = useQueryClient()
  const [intention] = useState(() => createIntention())
  const save = useMutation({ mutationFn: async () => saveFile(await noticeFile(send, setKey, item.fileNo), item.name) })
  const remove = useMutation({
    mutationFn: () => removeNoticeFile(send, setKey, item.fileNo, intention.keyFor(item.fileNo)),
    onSettled: (_done, error) => {
      if (!isPassing(error)) intention.settled()
      return queryClient.invalidateQueries({ queryKey: ['rule-sets', 'file'] })
    },
  })
  const fault = save.error ?? remove.error
  return (
    <li>
      <Button className="nz-link-button" loading={save.isPending} onClick={() => save.mutate()} type="link">
        {item.name}
      </Button>
      <span className="nz-soft">
        {sizeWords(item.byteCount)}　{item.uploadedBy}　<Moment at={item.uploadedAt} />
      </span>
      {mayRemove ? (
        <Popconfirm cancelText="取消" okText="删除" onConfirm={() => remove.mutate()} title={`删除“${item.name}”？`}>
          <Button loading={remove.isPending} size="small" type="text">
            删除
          </Button>
        </Popconfirm>
      ) : null}
      {fault ? <ErrorPanel compact error={fault} /> : null}
    </li>
  )
}

function AttachFile({ setKey }: { readonly setKey: RuleSetKey }): ReactNode {
  const send = useSend()
  const queryClient = useQueryClient()
  const [intention] = useState(() => createIntention())
  const [percent, setPercent] = useState(0)
  const [refused, setRefused] = useState<string | null>(null)
  const attach = useMutation({
    mutationFn: (file: File) => {
      const { name, size, lastModified } = file
      return attachNoticeFile(send, setKey, file, {
        key: intention.keyFor({ name, size, lastModified }),
        onProgress: (part) => setPercent(Math.round(part * 100)),
      })
    },
    async onSuccess() {
      intention.settled()
      await queryClient.invalidateQueries({ queryKey: ['rule-sets', 'file'] })
    },
    onError(error) {
      if (!isPassing(error)) intention.settled()
    },
  })
  function choose(file: File): false {
    const fault = faultOfFile(file)
    setRefused(fault)
    setPercent(0)
    attach.reset()
    if (fault === null) attach.mutate(file)
    return false
  }
  const again = attach.variables
  return (
    <div className="nz-attach">
      <UploadField accept={acceptedFiles} beforeUpload={choose} disabled={attach.isPending} showUploadList={false}>
        <Button loading={attach.isPending}>{attach.isPending ? '正在上传' : '上传附件'}</Button>
      </UploadField>
      <span className="nz-soft">PDF 或图片（JPEG、PNG、WebP），最大 10 MB</span>
      {attach.isPending ? <Progress aria-label="上传进度" percent={percent} size="small" status="active" /> : null}
      {refused ? (
        <p className="nz-field-fault" role="alert">
          {refused}
        </p>
      ) : null}
      {attach.error ? (
        <ErrorPanel compact error={attach.error} {...(again && isPassing(attach.error) ? { onRetry: () => attach.mutate(again) } : {})} />
      ) : null}
    </div>
  )
}
