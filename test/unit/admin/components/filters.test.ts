import assert from 'node:assert/strict'
import { readFilters, readPaging, withFilters, withPaging } from '../../../../admin/src/components/filters.ts'

const parameters = (text: string) => new URLSearchParams(text)

describe('filters in the address bar', () => {
  it('reads the named filters that have a value', () => {
    assert.deepEqual(readFilters(parameters('search=%20张%20&owed=&other=1'), ['search', 'owed', 'orgUnit']), { search: '张' })
  })

  it('goes back to the first page when a filter changes, and keeps everything else', () => {
    assert.equal(
      withFilters(parameters('search=张&page=4&pageSize=50&tab=x'), { owed: 'owed' }).toString(),
      parameters('search=张&pageSize=50&tab=x&owed=owed').toString(),
    )
  })

  it('drops a filter that was cleared', () => {
    assert.equal(withFilters(parameters('search=8001&owed=owed'), { search: '  ', owed: undefined }).toString(), '')
  })

  it('writes only what differs from the default page', () => {
    assert.equal(withPaging(parameters(''), { page: 1, pageSize: 20 }).toString(), '')
    assert.equal(withPaging(parameters('page=2'), { page: 3, pageSize: 50 }).toString(), 'page=3&pageSize=50')
  })

  for (const text of ['page=0', 'page=-1', 'page=x', 'page=1.5', 'pageSize=7', 'pageSize=100000']) {
    it(`does not believe ${text}`, () => {
      assert.deepEqual(readPaging(parameters(text)), { page: 1, pageSize: 20 })
    })
  }
})
