import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import type { CreateEntity, LegalEntity } from '../../../../../../shared/contracts/tenancy/units.ts'
import { useAccess, useSend } from '../../../../api/context.ts'
import { createEntity, editEntity, entityList, unitQueries } from '../../../../api/units.ts'
import { useWrite } from '../../../../api/use-write.ts'
import { ErrorPanel } from '../../../../components/ErrorPanel.tsx'
import { EmptyRows, type SearchColumn, SearchTable } from '../../../../components/SearchTable.tsx'

function entityColumns(act: (entity: LegalEntity) => ReactNode): SearchColumn<LegalEntity>[] {
  return [
    { title: '名称', dataIndex: 'name', ellipsis: true },
    { title: '代码', dataIndex: 'code', width: 160, render: (_, { code }) => <code>{code}</code> },
    { title: '纳税人识别号', dataIndex: 'taxNo', width: 216, className: 'nz-figures' },
    { title: '组织数', dataIndex: 'unitCount', width: 88, align: 'right', className: 'nz-figures' },
    { title: '操作', key: 'act', width: 72, fixed: 'end', render: (_, entity) => act(entity) },
  ]
}

export function EntitiesTab(): ReactNode {
  const { manageEntities } = useAccess()
  const answer = useQuery(entityList(useSend()))
  const [editing, setEditing] = useState<LegalEntity | 'new' | null>(null)
  const act = (entity: LegalEntity) =>
    manageEntities ? (
      <Button aria-label={`修改 ${entity.name}`} onClick={() => setEditing(entity)} size="small" type="link">
        修改
      </Button>
    ) : (
      <span className="nz-none">—</span>
    )
  return (
    <>
      <SearchTable
        answer={answer}
        columns={entityColumns(act)}
        empty={<EmptyRows text="还没有法人主体" />}
        label="法人主体"
        minWidth={880}
        name="legal-entities"
        rowKey={({ code }) => code}
        toolbar={
          manageEntities
            ? [
                <Button key="create" onClick={() => setEditing('new')} type="primary">
                  新增法人主体
                </Button>,
              ]
            : []
        }
      />
      {editing ? <EntityDialog onClose={() => setEditing(null)} {...(editing === 'new' ? {} : { entity: editing })} /> : null}
    </>
  )
}

function EntityDialog({ entity, onClose }: { readonly entity?: LegalEntity; readonly onClose: () => void }): ReactNode {
  const [form] = Form.useForm<CreateEntity>()
  const save = useWrite(
    (send, { code, name, taxNo }: CreateEntity, key) =>
      entity
        ? editEntity(send, entity.code, { name, taxNo, version: entity.version }, key)
        : createEntity(send, { code, name, taxNo }, key),
    { refresh: unitQueries, onDone: onClose },
  )
  return (
    <Modal
      cancelText="取消"
      confirmLoading={save.isPending}
      okText={entity ? '保存' : '新增'}
      onCancel={onClose}
      onOk={form.submit}
      open
      title={entity ? `修改 ${entity.name}` : '新增法人主体'}
      width={480}
    >
      <Form<CreateEntity>
        form={form}
        {...(entity ? { initialValues: { name: entity.name, taxNo: entity.taxNo } } : {})}
        layout="vertical"
        onFinish={(filled) => save.mutate(filled)}
        requiredMark={false}
      >
        {entity ? null : (
          <Form.Item
            extra="2-32 位字母、数字或短横线，以后不能改"
            label="代码"
            name="code"
            rules={[{ required: true, whitespace: true, message: '请填写代码' }]}
          >
            <Input maxLength={32} />
          </Form.Item>
        )}
        <Form.Item label="名称" name="name" rules={[{ required: true, whitespace: true, message: '请填写名称' }]}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item label="纳税人识别号" name="taxNo" rules={[{ required: true, whitespace: true, message: '请填写纳税人识别号' }]}>
          <Input maxLength={20} />
        </Form.Item>
      </Form>
      {save.error ? <ErrorPanel compact error={save.error} /> : null}
    </Modal>
  )
}
