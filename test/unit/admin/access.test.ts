import assert from 'node:assert/strict'
import { accessOf, nobody } from '../../../admin/src/access.ts'

describe('access', () => {
  it('gives nobody anything before somebody is signed in', () => {
    assert.deepEqual(Object.values(nobody).filter(Boolean), [])
  })

  it('gives each right to those who hold one of its permissions', () => {
    const access = accessOf(['billing.run.post', 'jobs.view'])
    assert.equal(access.postBilling, true)
    assert.equal(access.previewBilling, false, 'no permission implies another')
    assert.equal(access.seeJobs, true)
    assert.equal(access.retryJob, false)
  })

  it('does not let a preview become a posting', () => {
    const access = accessOf(['billing.run.preview'])
    assert.equal(access.previewBilling, true)
    assert.equal(access.postBilling, false)
  })

  it('shows units and seasons to everybody who is signed in, and nothing else', () => {
    const held = Object.entries(accessOf([])).filter(([, allowed]) => allowed)
    assert.deepEqual(
      held.map(([right]) => right),
      ['seeUnits', 'seeSeasons'],
    )
  })
})
