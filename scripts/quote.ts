import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { QuoteCase, type QuoteResult } from '../shared/contracts/tariffs.ts'
import { plainYuan } from '../shared/format/amount.ts'
import { priceSeason, priceSeasonByVersions } from '../shared/tariff/engine.ts'
import { renderSteps } from '../shared/tariff/explain.ts'
import type { TariffFacts } from '../shared/tariff/facts.ts'
import type { RuleSet } from '../shared/tariff/rule-set.ts'

/**
 * npm run quote -- file.json | - | --schema
 * Works a bill out from rule set and facts, without server, database or account: one case or an array in, the same out as JSON.
 * Exit 0 when every case was priced, 1 when one was refused (its faults are in the answer), 2 when the file can't be read.
 */
function main(argument: string | undefined): number {
  if (argument === '--schema') {
    console.log(JSON.stringify(z.toJSONSchema(z.union([QuoteCase, z.array(QuoteCase)])), null, 2))
    return 0
  }
  if (argument === undefined) {
    console.error('用法：npm run quote -- 文件.json（- 为标准输入；--schema 输出文件格式）')
    return 2
  }
  const input = read(argument)
  if (input === null) return 2
  const cases = Array.isArray(input) ? input : [input]
  const results = cases.map(quoteCase)
  console.log(JSON.stringify(Array.isArray(input) ? results : results[0], null, 2))
  return results.some(({ faults }) => faults.length > 0) ? 1 : 0
}

function read(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file === '-' ? 0 : file, 'utf8'))
  } catch (error) {
    console.error(`无法读取 ${file === '-' ? '标准输入' : file}：${error instanceof Error ? error.message : String(error)}`)
    return null
  }
}

function quoteCase(input: unknown): QuoteResult {
  const parsed = QuoteCase.safeParse(input)
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => ({ code: 'WRONG_SHAPE', path: path.join('.'), message }))
    return { totalFen: 0, total: plainYuan(0), lines: [], faults }
  }
  const { name, ruleSet, ruleSets } = parsed.data
  // Shapes are checked here, values by the engine, which takes nothing on trust.
  const facts = parsed.data.facts as TariffFacts
  const { lines, totalFen, faults } = ruleSets
    ? priceSeasonByVersions(facts, ruleSets as RuleSet[])
    : priceSeason(facts, ruleSet as RuleSet)
  return {
    ...(name === undefined ? {} : { name }),
    totalFen,
    total: plainYuan(totalFen),
    lines: lines.map(({ feeType, areaNo, purpose, payer, amountFen, steps }) => ({
      feeType,
      areaNo,
      purpose,
      ...(payer ? { payer } : {}),
      amountFen,
      amount: plainYuan(amountFen),
      steps: renderSteps(steps),
    })),
    faults: faults.map(({ code, path, message }) => ({ code, path, message })),
  }
}

process.exitCode = main(process.argv[2])
