import { useQuery } from '@tanstack/react-query'
import { AutoComplete, Button, Form, Input, Popconfirm, Table } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { HouseholdMarks } from '../../../../../../shared/contracts/households/marks.ts'
import { useAccess, useSend } from '../../../../api/context.ts'
import { householdMarks } from '../../../../api/households.ts'
import { ErrorPanel } from '../../../../components/ErrorPanel.tsx'
import { Loading } from '../../../../components/Loading.tsx'
import { householdPath } from '../../list/columns.tsx'
import { useMark } from '../use-mark.ts'

type Linked = HouseholdMarks['links'][number]
const usualRelations = ['同一业主', '亲属', '租户', '原户', '关联'].map((value) => ({ value }))

/** 关联客户: households that belong together; each leads to the other. */
export function LinksTab({ householdNo }: { readonly householdNo: string }): ReactNode {
  const { editHousehold } = useAccess()
  const { data, error, refetch } = useQuery(householdMarks(useSend(), householdNo))
  const end = useMark(householdNo, 'links/end')
  if (!data) return error ? <ErrorPanel compact error={error} onRetry={() => void refetch()} /> : <Loading />
  return (
    <section aria-label="关联客户" className="nz-paper">
      {editHousehold ? <AddLink householdNo={householdNo} /> : null}
      {end.error ? <ErrorPanel compact error={end.error} /> : null}
      <Table<Linked>
        aria-label="关联客户"
        columns={[
          {
            title: '客户卡号',
            dataIndex: 'householdNo',
            width: 140,
            render: (no: string) => (
              <Link className="nz-figures" to={householdPath(no)}>
                {no}
              </Link>
            ),
          },
          { title: '户主', dataIndex: 'customerName', width: 200 },
          { title: '地址', dataIndex: 'address' },
          { title: '关系', dataIndex: 'relation', width: 120 },
          { title: '关联人', dataIndex: 'linkedBy', width: 160, ellipsis: true },
          ...(editHousehold
            ? [
                {
                  title: '操作',
                  key: 'acts',
                  width: 96,
                  render: (_: unknown, { householdNo: other }: Linked) => (
                    <Popconfirm
                      cancelText="取消"
                      okText="解除"
                      onConfirm={() => end.mutate({ householdNo: other })}
                      title={`解除与 ${other} 的关联？`}
                    >
                      <Button size="small" type="link">
                        解除
                      </Button>
                    </Popconfirm>
                  ),
                },
              ]
            : []),
        ]}
        dataSource={[...data.links]}
        locale={{ emptyText: <p className="nz-empty">没有关联客户</p> }}
        pagination={false}
        rowKey="householdNo"
        size="small"
      />
    </section>
  )
}

function AddLink({ householdNo }: { readonly householdNo: string }): ReactNode {
  const [form] = Form.useForm<{ readonly householdNo: string; readonly relation: string }>()
  const add = useMark(householdNo, 'links', () => form.resetFields())
  return (
    <>
      <Form
        form={form}
        initialValues={{ relation: '同一业主' }}
        layout="inline"
        onFinish={({ householdNo: other, relation }) => add.mutate({ householdNo: other.trim(), relation: relation.trim() })}
        requiredMark={false}
        style={{ marginBottom: 16 }}
      >
        <Form.Item label="客户卡号" name="householdNo" rules={[{ required: true, whitespace: true, message: '请填写客户卡号' }]}>
          <Input maxLength={20} style={{ width: 160 }} />
        </Form.Item>
        <Form.Item label="关系" name="relation" rules={[{ required: true, whitespace: true, message: '请填写关系' }]}>
          <AutoComplete maxLength={16} options={usualRelations} style={{ width: 140 }} />
        </Form.Item>
        <Button htmlType="submit" loading={add.isPending} type="primary">
          关联
        </Button>
      </Form>
      {add.error ? <ErrorPanel compact error={add.error} /> : null}
    </>
  )
}
