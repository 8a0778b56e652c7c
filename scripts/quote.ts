import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { quoteFile } from '../server/src/modules/tariffs/price-publicly.ts'
import { QuoteCase } from '../shared/contracts/tariffs.ts'

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
  const answer = quoteFile(input)
  console.log(JSON.stringify(answer, null, 2))
  return [answer].flat().some(({ faults }) => faults.length > 0) ? 1 : 0
}

function read(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file === '-' ? 0 : file, 'utf8'))
  } catch (error) {
    console.error(`无法读取 ${file === '-' ? '标准输入' : file}：${error instanceof Error ? error.message : String(error)}`)
    return null
  }
}

process.exitCode = main(process.argv[2])
