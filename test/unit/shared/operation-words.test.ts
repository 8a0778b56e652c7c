import assert from 'node:assert/strict'
import { operationLines } from '../../../shared/format/operation-words.ts'

describe('an operation in words', () => {
  it('says what changed, and nothing of what did not', () => {
    const detail = {
      before: { name: '东一站', taxNo: 'A', state: 'planned' },
      after: { name: '东一供热站', taxNo: 'A', state: 'open' },
      reason: '更名',
    }
    assert.deepEqual(operationLines(detail), [
      { name: '名称', text: '东一站 → 东一供热站' },
      { name: '状态', text: '筹备中 → 进行中' },
      { name: '原因', text: '更名' },
    ])
  })

  it('puts amounts in yuan, rights and limits by their names, and leaves empty things out', () => {
    const detail = {
      amountFen: 102_056,
      added: ['payments.counter.collect'],
      removed: [],
      carry: { fromSeason: '2026-2027', households: true, keepStops: false },
      before: { limits: {} },
      after: { limits: { 'payments.counter.collect': 500_000 } },
    }
    assert.deepEqual(operationLines(detail), [
      { name: '资金限额', text: '无 → 柜台收款 5,000.00 元' },
      { name: '金额', text: '1,020.56 元' },
      { name: '增加权限', text: '柜台收款' },
      { name: '结转', text: '来源采暖季 2026-2027，用热户 是，保留停热 否' },
    ])
  })
})
