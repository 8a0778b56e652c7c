import assert from 'node:assert/strict'
import { walls } from './walls/index.ts'
import { readTree } from './walls/source.ts'
import { explain } from './walls/wall.ts'

describe('the walls of the house', () => {
  const tree = readTree()

  for (const wall of walls) {
    it(wall.name, () => {
      const faults = wall.check(tree)
      assert.equal(faults.length, 0, explain(wall, faults))
    })
  }
})
