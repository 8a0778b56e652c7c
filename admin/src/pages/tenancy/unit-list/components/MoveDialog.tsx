import { Form, Modal, Select } from 'antd'
import type { ReactNode } from 'react'
import type { UnitNode } from '../../../../../../shared/contracts/tenancy/units.ts'
import { moveUnit, unitQueries } from '../../../../api/units.ts'
import { useWrite } from '../../../../api/use-write.ts'
import { ErrorPanel } from '../../../../components/ErrorPanel.tsx'

type Props = { readonly unit: UnitNode; readonly units: readonly UnitNode[]; readonly onClose: () => void }

/** Another parent for a unit and everything below it. */
export function MoveDialog({ unit, units, onClose }: Props): ReactNode {
  const [form] = Form.useForm<{ readonly parentCode: string }>()
  const chosen = Form.useWatch('parentCode', form)
  const move = useWrite(
    (send, { parentCode }: { readonly parentCode: string }, key) => moveUnit(send, unit.code, { parentCode, version: unit.version }, key),
    { refresh: unitQueries, onDone: onClose },
  )
  const parent = units.find(({ code }) => code === chosen)
  const other = parent && parent.legalEntityCode !== unit.legalEntityCode
  return (
    <Modal
      cancelText="取消"
      confirmLoading={move.isPending}
      okText="移动"
      onCancel={onClose}
      onOk={form.submit}
      open
      title={`调整上级：${unit.name}`}
      width={480}
    >
      <p className="nz-dialog-note">连同全部下级一起移动，{unit.householdCount} 户用热户随之调整；员工看到的范围立即改变。</p>
      <Form form={form} layout="vertical" onFinish={(filled) => move.mutate(filled)} requiredMark={false}>
        <Form.Item label="新的上级" name="parentCode" rules={[{ required: true, message: '请选择新的上级' }]}>
          <Select
            options={units
              .filter(({ code, closed, kind }) => !closed && kind !== 'station' && code !== unit.code && code !== unit.parentCode)
              .map(({ code, name, legalEntity }) => ({ value: code, label: `${name}（${legalEntity}）` }))}
            placeholder="请选择"
            showSearch={{ optionFilterProp: 'label' }}
          />
        </Form.Item>
      </Form>
      {other ? <p className="nz-notice nz-notice-attention">将改为 {parent.legalEntity} 名下；已有账务的组织不能更换法人主体。</p> : null}
      {move.error ? <ErrorPanel compact error={move.error} /> : null}
    </Modal>
  )
}
