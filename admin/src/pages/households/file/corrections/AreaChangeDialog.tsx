import { useQuery } from '@tanstack/react-query'
import { Form, Input, Modal, Select } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import type { AreaChange, Correction, PostAreaChange } from '../../../../../../shared/contracts/billing/corrections.ts'
import type { HouseholdFile } from '../../../../../../shared/contracts/households.ts'
import { useSend } from '../../../../api/context.ts'
import { areaChangePreview, postAreaChange } from '../../../../api/corrections.ts'
import { ErrorPanel } from '../../../../components/ErrorPanel.tsx'
import { Loading } from '../../../../components/Loading.tsx'
import { AreaFields } from './AreaFields.tsx'
import { type AreaTexts, changeOf, textsOf } from './area-form.ts'
import { CorrectionPreview } from './CorrectionPreview.tsx'
import { usePosting } from './use-posting.ts'

type Texts = { readonly seasonCode: string; readonly areas: readonly AreaTexts[]; readonly reason: string }
type Props = { readonly file: HouseholdFile; readonly onClose: () => void; readonly onDone: (correction: Correction) => void }
type Season = HouseholdFile['seasons'][number]

/** How long somebody pauses before what they typed is tried. */
const PAUSE_MS = 400

/** 改面积、层高、用户类型、单价类型: the form, what it would do to the bill and the money while one types, the reason, then posted as it was seen. */
export function AreaChangeDialog({ file, onClose, onDone }: Props): ReactNode {
  const send = useSend()
  const [form] = Form.useForm<Texts>()
  const [first] = file.seasons
  const [season, setSeason] = useState<Season | undefined>(first)
  const [asked, setAsked] = useState<readonly AreaChange[]>([])
  const texts = Form.useWatch('areas', form)
  useEffect(() => {
    const timer = setTimeout(() => setAsked(changesOf(season, texts)), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [season, texts])

  const body = { seasonCode: season?.seasonCode ?? '', areas: [...asked] }
  const preview = useQuery({ ...areaChangePreview(send, file.householdNo, body), enabled: asked.length > 0 })
  const seen = asked.length > 0 ? preview.data : undefined
  // The whole body, so that one sent again after a lost answer is either the same or a new intention.
  const post = usePosting((change: PostAreaChange, key) => postAreaChange(send, file.householdNo, change, key), onDone)
  const submit = (reason: string) => {
    if (!seen) return
    const { owedFen: seenOwedFen, balanceFen: seenBalanceFen } = seen.after
    post.mutate({ ...body, reason, seenOwedFen, seenBalanceFen })
  }
  const current = JSON.stringify(changesOf(season, texts)) === JSON.stringify(asked)

  function choose(seasonCode: string) {
    const chosen = file.seasons.find((one) => one.seasonCode === seasonCode)
    setSeason(chosen)
    form.setFieldValue('areas', chosen?.areas.map(textsOf) ?? [])
  }

  return (
    <Modal
      cancelText="取消"
      confirmLoading={post.isPending}
      okButtonProps={{ disabled: !seen || !current || preview.isFetching }}
      okText="确认变更"
      onCancel={onClose}
      onOk={form.submit}
      open
      title="变更面积、单价类型"
      width={1040}
    >
      <Form<Texts>
        form={form}
        initialValues={{ seasonCode: season?.seasonCode, areas: season?.areas.map(textsOf) ?? [], reason: '' }}
        layout="vertical"
        onFinish={({ reason }) => submit(reason.trim())}
        requiredMark={false}
      >
        <Form.Item label="采暖季" name="seasonCode">
          <Select
            onChange={choose}
            options={file.seasons.map(({ seasonCode }) => ({ value: seasonCode, label: seasonCode }))}
            style={{ width: 200 }}
          />
        </Form.Item>
        {season?.areas.map((area, index) => (
          <AreaFields area={area} index={index} key={`${season.seasonCode} ${area.areaNo}`} />
        ))}
        {asked.length === 0 ? <p className="nz-empty">修改上面的资料后，这里会显示账单和已收款会怎样变化。</p> : null}
        {preview.error ? <ErrorPanel compact error={preview.error} onRetry={() => void preview.refetch()} /> : null}
        {asked.length > 0 && preview.isPending ? <Loading rows={4} /> : null}
        {seen ? <CorrectionPreview correction={seen} /> : null}
        <Form.Item label="变更原因" name="reason" rules={[{ required: true, whitespace: true, min: 2, message: '请填写变更原因' }]}>
          <Input.TextArea maxLength={200} placeholder="会写在冲回和新增的每条明细上" rows={2} showCount />
        </Form.Item>
      </Form>
      {post.error ? <ErrorPanel compact error={post.error} onRetry={() => void preview.refetch()} /> : null}
    </Modal>
  )
}

function changesOf(season: Season | undefined, texts: readonly AreaTexts[] | undefined): readonly AreaChange[] {
  if (!season || texts?.length !== season.areas.length) return []
  return season.areas.flatMap((area, index) => {
    const own = texts[index]
    return (own && changeOf(area, own)) ?? []
  })
}
