import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { DatePicker, Form, Input, Modal, Radio, Select } from 'antd'
import type { Dayjs } from 'dayjs'
import { type ReactNode, useState } from 'react'
import type { CreateRuleSet, RuleSetKey, RuleSetRow } from '../../../../../../shared/contracts/tariffs.ts'
import { ruleSetTemplates } from '../../../../../../shared/tariff/templates/index.ts'
import { useSend } from '../../../../api/context.ts'
import { createIntention } from '../../../../api/idempotency.ts'
import { isPassing } from '../../../../api/problem.ts'
import { createRuleSet, ruleSetList } from '../../../../api/tariffs.ts'
import { orgUnitList, seasonList } from '../../../../api/tenancy.ts'
import { ErrorPanel } from '../../../../components/ErrorPanel.tsx'
import { ruleSetKey } from '../columns.tsx'

type Props = {
  readonly onClose: () => void
  readonly onCreated: (key: RuleSetKey) => void
  /** Start as a copy of this version. */
  readonly copyOf?: RuleSetRow
}
type Filled = {
  readonly orgUnit: string
  readonly seasonCode: string
  readonly from: CreateRuleSet['start']['from']
  readonly template?: string
  readonly copyOf?: string
  readonly no: string
  readonly title: string
  readonly issuedOn: Dayjs
}

/** Begins a draft: for whom and when, on which price notice, and what it starts from. */
export function CreateDialog({ onClose, onCreated, copyOf }: Props): ReactNode {
  const send = useSend()
  const queryClient = useQueryClient()
  const [form] = Form.useForm<Filled>()
  const from = Form.useWatch('from', form) ?? (copyOf ? 'copy' : 'template')
  const seasons = useQuery(seasonList(send))
  const units = useQuery(orgUnitList(send))
  const known = useQuery({ ...ruleSetList(send, { page: 1, pageSize: 100 }), enabled: from === 'copy' })
  const rows = known.data?.items ?? (copyOf ? [copyOf] : [])
  const [intention] = useState(() => createIntention())
  const create = useMutation({
    mutationFn: (body: CreateRuleSet) => createRuleSet(send, body, intention.keyFor(body)),
    async onSuccess(key) {
      intention.settled()
      await queryClient.invalidateQueries({ queryKey: ['rule-sets', 'list'] })
      onCreated(key)
    },
    onError(error) {
      if (!isPassing(error)) intention.settled()
    },
  })

  function submit({ orgUnit, seasonCode, no, title, issuedOn, ...filled }: Filled) {
    const copied = rows.find((row) => ruleSetKey(row) === filled.copyOf)
    const start: CreateRuleSet['start'] =
      filled.from === 'copy' && copied
        ? { from: 'copy', of: { orgUnit: copied.orgUnit, seasonCode: copied.seasonCode, version: copied.version } }
        : filled.from === 'last-season'
          ? { from: 'last-season' }
          : { from: 'template', code: filled.template ?? '' }
    create.mutate({ orgUnit, seasonCode, start, notice: { no, title, issuedOn: issuedOn.format('YYYY-MM-DD') } })
  }

  return (
    <Modal
      cancelText="取消"
      confirmLoading={create.isPending}
      okText="新建草稿"
      onCancel={onClose}
      onOk={form.submit}
      open
      title="新建价目"
      width={640}
    >
      <Form<Filled>
        form={form}
        initialValues={{
          from: copyOf ? 'copy' : 'template',
          ...(copyOf
            ? {
                copyOf: ruleSetKey(copyOf),
                orgUnit: copyOf.orgUnit,
                seasonCode: copyOf.seasonCode,
                no: copyOf.notice.no,
                title: copyOf.notice.title,
              }
            : {}),
        }}
        layout="vertical"
        onFinish={submit}
        requiredMark={false}
      >
        <div className="nz-pair">
          <Form.Item extra="适用于它和它的全部下级" label="组织" name="orgUnit" rules={[{ required: true, message: '请选择组织' }]}>
            <Select
              loading={units.isPending}
              options={(units.data?.items ?? []).map(({ code, name }) => ({ value: code, label: name }))}
              placeholder="请选择"
              showSearch={{ optionFilterProp: 'label' }}
            />
          </Form.Item>
          <Form.Item label="采暖季" name="seasonCode" rules={[{ required: true, message: '请选择采暖季' }]}>
            <Select
              loading={seasons.isPending}
              options={[...new Set((seasons.data?.items ?? []).map(({ code }) => code))].map((code) => ({ value: code, label: code }))}
              placeholder="请选择"
            />
          </Form.Item>
        </div>
        <div className="nz-pair">
          <Form.Item label="价格文件文号" name="no" rules={[{ required: true, whitespace: true, message: '请填写文号' }]}>
            <Input maxLength={64} placeholder="如 示价〔2026〕8号" />
          </Form.Item>
          <Form.Item label="发布日" name="issuedOn" rules={[{ required: true, message: '请选择发布日' }]}>
            <DatePicker format="YYYY-MM-DD" placeholder="年-月-日" style={{ width: '100%' }} />
          </Form.Item>
        </div>
        <Form.Item label="价格文件名称" name="title" rules={[{ required: true, whitespace: true, message: '请填写文件名称' }]}>
          <Input maxLength={200} placeholder="如 关于调整供热价格的通知" />
        </Form.Item>
        <Form.Item label="从哪里开始" name="from">
          <Radio.Group
            options={[
              { value: 'template', label: '按样式模板' },
              { value: 'last-season', label: '复制上一采暖季' },
              { value: 'copy', label: '复制某一版' },
            ]}
          />
        </Form.Item>
        {from === 'template' ? (
          <Form.Item label="模板" name="template" rules={[{ required: true, message: '请选择与价格文件最相近的模板' }]}>
            <Select
              optionRender={({ data }) => (
                <div className="nz-kind-option">
                  <strong>{data.label}</strong>
                  <span>{data.explanation}</span>
                </div>
              )}
              options={ruleSetTemplates.map(({ code, name, explanation }) => ({ value: code, label: name, explanation }))}
              placeholder="请选择与价格文件最相近的；里面的数字只是示例，稍后改成文件上的"
              showSearch={{ optionFilterProp: 'label' }}
            />
          </Form.Item>
        ) : null}
        {from === 'last-season' ? (
          <p className="nz-dialog-note">复制这个组织上一采暖季最后发布的价目；里面的日期（缴费截止、优惠时段等）顺延到新的采暖季。</p>
        ) : null}
        {from === 'copy' ? (
          <Form.Item label="复制哪一版" name="copyOf" rules={[{ required: true, message: '请选择要复制的价目' }]}>
            <Select
              loading={known.isPending}
              options={rows.map((row) => ({
                value: ruleSetKey(row),
                label: `${row.orgUnitName} ${row.seasonCode} 第 ${row.version} 版　${row.notice.no}`,
              }))}
              placeholder="请选择"
              showSearch={{ optionFilterProp: 'label' }}
            />
          </Form.Item>
        ) : null}
      </Form>
      {create.error ? <ErrorPanel compact error={create.error} /> : null}
    </Modal>
  )
}
