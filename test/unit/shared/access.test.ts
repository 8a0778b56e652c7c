import assert from 'node:assert/strict'
import { can, isPermission, moneyPermissions, type Permission, permissionLabels, permissions } from '../../../shared/access/permissions.ts'
import { defaultRoles, platformRoles } from '../../../shared/access/roles.ts'

const roles = [...defaultRoles, ...platformRoles]
const granted = (code: string) => roles.find((role) => role.code === code)?.permissions ?? []

describe('permissions', () => {
  it('are dotted names, room first, with a Chinese label each', () => {
    for (const name of permissions) {
      assert.match(name, /^[a-z]+(\.[a-z]+){1,2}$/)
      assert.match(permissionLabels[name], /\p{Script=Han}/u)
    }
    assert.equal(new Set(Object.values(permissionLabels)).size, permissions.length, 'two permissions have one label')
  })

  it('are granted by name alone', () => {
    assert.equal(can(['payments.order.view'], 'payments.order.view'), true)
    assert.equal(can(['payments.order.view'], 'payments.order.requery'), false)
    assert.equal(can(['payments.', '*'], 'payments.order.view'), false)
    assert.equal(isPermission('payments.order.view'), true)
    assert.equal(isPermission('toString'), false)
  })
})

describe('default roles', () => {
  it('are the sixteen of the house', () => {
    assert.deepEqual(
      roles.map(({ code }) => code),
      [
        'main-admin',
        'admin',
        'cashier',
        'cashier-lead',
        'service-desk',
        'dispatcher',
        'field-worker',
        'inspector',
        'station-manager',
        'accountant',
        'finance-director',
        'collector',
        'lawyer',
        'leader',
        'auditor',
        'platform-operator',
      ],
    )
    for (const { name } of roles) assert.match(name, /\p{Script=Han}/u)
  })

  it('hold each right once, and leave no right to nobody', () => {
    for (const { code, permissions: list } of roles) assert.equal(new Set(list).size, list.length, code)
    const somebody = new Set<Permission>(roles.flatMap((role) => role.permissions))
    assert.deepEqual(
      permissions.filter((name) => !somebody.has(name)),
      [],
    )
  })

  it('give the main admin, the leader, the lawyer and the auditor no right that moves money', () => {
    for (const code of ['main-admin', 'leader', 'lawyer', 'auditor', 'platform-operator']) {
      assert.deepEqual(
        granted(code).filter((name) => moneyPermissions.includes(name)),
        [],
        code,
      )
    }
    assert.ok(granted('cashier').includes('payments.counter.collect'))
  })

  it('let the platform operator see no household and no money', () => {
    assert.deepEqual(granted('platform-operator'), ['tenancy.company.manage', 'tenancy.module.manage', 'subscription.renew'])
  })

  it('let the auditor look and verify, and change nothing', () => {
    for (const name of granted('auditor')) assert.match(name, /\.(view|run)$/)
  })
})
