import { useQuery } from '@tanstack/react-query'
import { Form, Input, Modal, Select } from 'antd'
import type { ReactNode } from 'react'
import type { CreateUnit, UnitNode } from '../../../../../../shared/contracts/tenancy/units.ts'
import { useSend } from '../../../../api/context.ts'
import { createUnit, editUnit, entityList, unitQueries } from '../../../../api/units.ts'
import { useWrite } from '../../../../api/use-write.ts'
import { ErrorPanel } from '../../../../components/ErrorPanel.tsx'
import { unitKindName } from '../../../../words/names.ts'

type Filled = {
  readonly code: string
  readonly name: string
  readonly kind: CreateUnit['kind']
  readonly parentCode: string
  readonly legalEntityCode?: string
}
type Props = { readonly units: readonly UnitNode[]; readonly onClose: () => void; readonly unit?: UnitNode; readonly parent?: UnitNode }

const kinds = ['subsidiary', 'branch', 'station'] as const

/** A new unit, or name and legal entity of one there is. */
export function UnitDialog({ units, onClose, unit, parent }: Props): ReactNode {
  const [form] = Form.useForm<Filled>()
  const entities = useQuery(entityList(useSend()))
  const save = useWrite(
    (send, { code, name, kind, parentCode, legalEntityCode }: Filled, key) =>
      unit
        ? editUnit(send, unit.code, { name, legalEntityCode: legalEntityCode ?? unit.legalEntityCode, version: unit.version }, key)
        : createUnit(send, { code, name, kind, parentCode, ...(legalEntityCode ? { legalEntityCode } : {}) }, key),
    { refresh: unitQueries, onDone: onClose },
  )
  const initial = unit
    ? { name: unit.name, legalEntityCode: unit.legalEntityCode }
    : { kind: 'station' as const, ...(parent ? { parentCode: parent.code } : {}) }
  return (
    <Modal
      cancelText="取消"
      confirmLoading={save.isPending}
      okText={unit ? '保存' : '新增'}
      onCancel={onClose}
      onOk={form.submit}
      open
      title={unit ? `修改 ${unit.name}` : '新增组织'}
      width={520}
    >
      <Form<Filled> form={form} initialValues={initial} layout="vertical" onFinish={(filled) => save.mutate(filled)} requiredMark={false}>
        {unit ? null : (
          <>
            <Form.Item label="上级组织" name="parentCode" rules={[{ required: true, message: '请选择上级组织' }]}>
              <Select
                options={units
                  .filter(({ closed, kind }) => !closed && kind !== 'station')
                  .map(({ code, name }) => ({ value: code, label: name }))}
                placeholder="请选择"
                showSearch={{ optionFilterProp: 'label' }}
              />
            </Form.Item>
            <div className="nz-pair">
              <Form.Item label="类型" name="kind">
                <Select options={kinds.map((kind) => ({ value: kind, label: unitKindName(kind) }))} />
              </Form.Item>
              <Form.Item
                extra="2-32 位字母、数字或短横线，以后不能改"
                label="代码"
                name="code"
                rules={[{ required: true, whitespace: true, message: '请填写代码' }]}
              >
                <Input maxLength={32} />
              </Form.Item>
            </div>
          </>
        )}
        <Form.Item label="名称" name="name" rules={[{ required: true, whitespace: true, message: '请填写名称' }]}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item
          extra={unit ? '已有账务的组织不能换法人主体；下级中归属相同的一起更换' : '不选时与上级相同'}
          label="法人主体"
          name="legalEntityCode"
        >
          <Select
            allowClear={!unit}
            loading={entities.isPending}
            options={(entities.data?.items ?? []).map(({ code, name }) => ({ value: code, label: name }))}
            placeholder="与上级相同"
            showSearch={{ optionFilterProp: 'label' }}
          />
        </Form.Item>
      </Form>
      {save.error ? <ErrorPanel compact error={save.error} /> : null}
    </Modal>
  )
}
