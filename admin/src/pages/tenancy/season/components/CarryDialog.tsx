import { useQuery } from '@tanstack/react-query'
import { Checkbox, Form, Modal, Select } from 'antd'
import type { ReactNode } from 'react'
import type { CarrySeason, SeasonFile } from '../../../../../../shared/contracts/tenancy/seasons.ts'
import { useSend } from '../../../../api/context.ts'
import { actOnSeason } from '../../../../api/seasons.ts'
import { seasonList } from '../../../../api/tenancy.ts'
import { useWrite } from '../../../../api/use-write.ts'
import { ErrorPanel } from '../../../../components/ErrorPanel.tsx'

/** Takes over what is not there yet. */
export function CarryDialog({ season, onClose }: { readonly season: SeasonFile; readonly onClose: () => void }): ReactNode {
  const [form] = Form.useForm<CarrySeason>()
  const households = Form.useWatch('households', form)
  const seasons = useQuery(seasonList(useSend()))
  const earlier = [...new Set((seasons.data?.items ?? []).filter(({ startsOn }) => startsOn < season.startsOn).map(({ code }) => code))]
  const { orgUnit, code } = season
  const carry = useWrite((send, body: CarrySeason, key) => actOnSeason(send, { orgUnit, code }, '/carry', body, key), {
    refresh: [['seasons']],
    onDone: onClose,
  })
  return (
    <Modal
      cancelText="取消"
      confirmLoading={carry.isPending}
      okText="开始结转"
      onCancel={onClose}
      onOk={form.submit}
      open
      title={`结转到 ${code} 采暖季`}
      width={520}
    >
      <p className="nz-dialog-note">只补还没有的：已登记本季资料的用热户、已有价目的组织保持不变。可以反复执行。</p>
      <Form<CarrySeason>
        form={form}
        initialValues={{ fromSeason: earlier[0], households: true, keepStops: false, ruleSets: false }}
        key={earlier[0] ?? ''}
        layout="vertical"
        onFinish={(filled) =>
          carry.mutate({
            ...filled,
            households: filled.households === true,
            keepStops: filled.households === true && filled.keepStops === true,
          })
        }
        requiredMark={false}
      >
        <Form.Item label="从哪个采暖季" name="fromSeason" rules={[{ required: true, message: '请选择采暖季' }]}>
          <Select loading={seasons.isPending} options={earlier.map((one) => ({ value: one, label: one }))} placeholder="没有更早的采暖季" />
        </Form.Item>
        <fieldset className="nz-choices">
          <legend>结转内容</legend>
          <Form.Item name="households" noStyle valuePropName="checked">
            <Checkbox>用热户的面积和状态</Checkbox>
          </Form.Item>
          {households === false ? null : (
            <Form.Item name="keepStops" noStyle valuePropName="checked">
              <Checkbox className="nz-choice-inner">停热的保持停热</Checkbox>
            </Form.Item>
          )}
          <Form.Item name="ruleSets" noStyle valuePropName="checked">
            <Checkbox>价目，复制为草稿</Checkbox>
          </Form.Item>
        </fieldset>
      </Form>
      {carry.error ? <ErrorPanel compact error={carry.error} /> : null}
    </Modal>
  )
}
