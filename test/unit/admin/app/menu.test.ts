import assert from 'node:assert/strict'
import { accessOf } from '../../../../admin/src/access.ts'
import { entryOf, menu, visibleMenu } from '../../../../admin/src/app/menu.ts'

const everything = accessOf([
  'households.record.view',
  'payments.order.view',
  'billing.run.preview',
  'jobs.view',
  'ledger.entry.view',
  'staff.member.invite',
  'audit.operation.view',
])

describe('menu', () => {
  it('has the three systems with the seven groups each', () => {
    assert.deepEqual(
      menu.map(({ text }) => text),
      ['收费系统', '报修系统', '能源系统'],
    )
    for (const { groups } of menu)
      assert.equal(groups.map(({ text }) => text).join(), '业务办理,发展业务,催收催缴,批量操作,智能报表,数据分析,设置')
  })

  it('shows only systems and groups that have a page for this person', () => {
    const shown = visibleMenu(everything)
    assert.deepEqual(
      shown.map(({ text }) => text),
      ['收费系统'],
    )
    assert.deepEqual(
      shown[0]?.groups.map(({ text }) => text),
      ['业务办理', '批量操作', '智能报表', '设置'],
    )
  })

  it('leaves out every entry whose permission is missing', () => {
    const shown = visibleMenu(accessOf(['jobs.view']))
    const paths = shown.flatMap(({ groups }) => groups.flatMap(({ entries }) => entries.map(({ path }) => path)))
    assert.deepEqual(paths, ['/jobs', '/org-units', '/seasons'])
  })

  it('finds the entry a file belongs to, and does not mistake one path for the beginning of another', () => {
    const shown = visibleMenu(everything)
    assert.equal(entryOf(shown, '/households/80012345')?.entry.text, '用热户')
    assert.equal(entryOf(shown, '/householdsX'), null)
    assert.equal(entryOf(shown, '/'), null)
  })
})
