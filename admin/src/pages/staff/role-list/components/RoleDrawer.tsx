import { Button, Drawer, Form, Input, Space } from 'antd'
import { type ReactNode, useState } from 'react'
import { type Permission, permissionLabels } from '../../../../../../shared/access/permissions.ts'
import type { StaffRole } from '../../../../../../shared/contracts/staff/roles.ts'
import { createRole, editRole } from '../../../../api/staff.ts'
import { useWrite } from '../../../../api/use-write.ts'
import { ErrorPanel } from '../../../../components/ErrorPanel.tsx'
import { limitsOf, yuanTexts } from '../limit-text.ts'
import { PermissionRooms } from './PermissionRooms.tsx'

/** `create` with a role starts from its rights. */
export type RoleStart = { readonly mode: 'create' | 'edit' | 'view'; readonly role?: StaffRole }

/** A role's name, its rights by room, and what its money verbs may move at once. */
export function RoleDrawer({ start, onClose }: { readonly start: RoleStart; readonly onClose: () => void }): ReactNode {
  const { mode, role } = start
  const [name, setName] = useState(mode === 'create' ? (role ? `${role.name}（副本）` : '') : (role?.name ?? ''))
  const [ticked, setTicked] = useState<ReadonlySet<string>>(() => new Set(role?.permissions ?? []))
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>(() => yuanTexts(role?.limits ?? {}))
  const { limits, wrong } = limitsOf(texts, ticked)
  const save = useWrite(
    (send, _: null, key) => {
      const content = { name: name.trim(), permissions: [...ticked] as Permission[], limits }
      return mode === 'edit' && role
        ? editRole(send, role.code, { ...content, version: role.version }, key)
        : createRole(send, content, key)
    },
    { refresh: [['roles'], ['members']], onDone: onClose },
  )
  const fault =
    name.trim() === ''
      ? '请填写角色名称'
      : wrong.length > 0
        ? `限额要填元，最多两位小数：${permissionLabels[wrong[0] as Permission]}`
        : null
  const title = mode === 'create' ? '新增角色' : `${mode === 'edit' ? '修改' : '查看'}角色：${role?.name ?? ''}`
  return (
    <Drawer
      footer={
        mode === 'view' ? null : (
          <Space>
            <Button disabled={fault !== null} loading={save.isPending} onClick={() => save.mutate(null)} type="primary">
              {mode === 'edit' ? '保存' : '新增'}
            </Button>
            <Button onClick={onClose}>取消</Button>
            <span className="nz-soft">{fault ?? `已选 ${ticked.size} 项权限`}</span>
          </Space>
        )
      }
      onClose={onClose}
      open
      size={880}
      title={title}
    >
      {role?.locked && mode === 'view' ? <p className="nz-notice">{role.locked}</p> : null}
      {save.error ? <ErrorPanel compact error={save.error} /> : null}
      <Form layout="vertical">
        <Form.Item label="角色名称">
          <Input
            aria-label="角色名称"
            disabled={mode === 'view'}
            maxLength={64}
            onChange={(event) => setName(event.target.value)}
            style={{ width: 320 }}
            value={name}
          />
        </Form.Item>
      </Form>
      <PermissionRooms
        limits={texts}
        locked={mode === 'view'}
        onLimit={(permission, text) => setTexts((all) => ({ ...all, [permission]: text }))}
        onTick={setTicked}
        ticked={ticked}
      />
    </Drawer>
  )
}
