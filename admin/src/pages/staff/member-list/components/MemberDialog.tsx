import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input, Modal, Select } from 'antd'
import type { ReactNode } from 'react'
import { MAIN_ADMIN } from '../../../../../../shared/access/granting.ts'
import type { FirstPassword, InviteMember } from '../../../../../../shared/contracts/staff/members.ts'
import type { StaffMember } from '../../../../../../shared/contracts/staff.ts'
import { useSend } from '../../../../api/context.ts'
import { editMember, inviteMember, roleList } from '../../../../api/staff.ts'
import { orgUnitList } from '../../../../api/tenancy.ts'
import { useWrite } from '../../../../api/use-write.ts'
import { ErrorPanel } from '../../../../components/ErrorPanel.tsx'

type Props = {
  readonly onClose: () => void
  /** Left out: somebody new. */
  readonly member?: StaffMember
  readonly onInvited?: (told: FirstPassword) => void
}

/** A person and their posts. */
export function MemberDialog({ onClose, member, onInvited }: Props): ReactNode {
  const send = useSend()
  const [form] = Form.useForm<InviteMember>()
  const units = useQuery(orgUnitList(send))
  const roles = useQuery(roleList(send))
  const save = useWrite(
    async (to, { name, displayName, posts }: InviteMember, key) => {
      if (!member) return inviteMember(to, { name, displayName, posts }, key)
      await editMember(to, member.name, { displayName, posts, revision: member.revision }, key)
      return null
    },
    {
      refresh: [['members'], ['roles']],
      onDone: (told) => {
        if (told) onInvited?.(told)
        else onClose()
      },
    },
  )
  const initial = member
    ? {
        name: member.name,
        displayName: member.displayName,
        posts: member.posts.map(({ unitCode, roleCode }) => ({ orgUnitCode: unitCode, roleCode })),
      }
    : { posts: [{}] }
  return (
    <Modal
      cancelText="取消"
      confirmLoading={save.isPending}
      okText={member ? '保存' : '新增'}
      onCancel={onClose}
      onOk={form.submit}
      open
      title={member ? `修改 ${member.displayName}` : '新增员工'}
      width={640}
    >
      <Form<InviteMember>
        form={form}
        initialValues={initial}
        layout="vertical"
        onFinish={(filled) => save.mutate({ ...filled, name: member?.name ?? filled.name })}
        requiredMark={false}
      >
        <div className="nz-pair">
          <Form.Item
            extra={member ? undefined : '登录时使用，以后不能改'}
            label="用户名"
            name="name"
            rules={[{ required: true, pattern: /^[A-Za-z0-9][A-Za-z0-9._-]{1,63}$/, message: '2-64 位字母、数字、点、下划线或短横线' }]}
          >
            <Input autoCapitalize="none" autoComplete="off" disabled={member !== undefined} maxLength={64} />
          </Form.Item>
          <Form.Item label="姓名" name="displayName" rules={[{ required: true, whitespace: true, message: '请填写姓名' }]}>
            <Input autoComplete="off" maxLength={64} />
          </Form.Item>
        </div>
        <fieldset className="nz-choices">
          <legend>岗位</legend>
          <Form.List name="posts">
            {(fields, { add, remove }) => (
              <>
                {fields.map((field, index) => (
                  <div className="nz-post-row" key={field.key}>
                    <Form.Item name={[field.name, 'orgUnitCode']} rules={[{ required: true, message: '请选择组织' }]}>
                      <Select
                        aria-label={`第 ${index + 1} 个岗位的组织`}
                        loading={units.isPending}
                        options={(units.data?.items ?? [])
                          .filter(({ closed }) => !closed)
                          .map(({ code, name }) => ({ value: code, label: name }))}
                        placeholder="组织"
                        showSearch={{ optionFilterProp: 'label' }}
                      />
                    </Form.Item>
                    <Form.Item name={[field.name, 'roleCode']} rules={[{ required: true, message: '请选择角色' }]}>
                      <Select
                        aria-label={`第 ${index + 1} 个岗位的角色`}
                        loading={roles.isPending}
                        options={(roles.data?.items ?? [])
                          .filter(({ code }) => code !== MAIN_ADMIN)
                          .map(({ code, name }) => ({ value: code, label: name }))}
                        placeholder="角色"
                        showSearch={{ optionFilterProp: 'label' }}
                      />
                    </Form.Item>
                    <Button
                      aria-label={`移除第 ${index + 1} 个岗位`}
                      disabled={fields.length === 1}
                      onClick={() => remove(field.name)}
                      type="text"
                    >
                      移除
                    </Button>
                  </div>
                ))}
                <Button disabled={fields.length >= 20} onClick={() => add({})} size="small">
                  再加一个岗位
                </Button>
              </>
            )}
          </Form.List>
        </fieldset>
      </Form>
      {save.error ? <ErrorPanel compact error={save.error} /> : null}
    </Modal>
  )
}
