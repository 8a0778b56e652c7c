import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parseArgs } from 'node:util'
import { readSettings } from '../../config/settings.ts'
import { createApp } from '../../server/src/app.ts'
import { compose } from '../../server/src/compose.ts'
import { clockOf, groundOf } from '../../server/src/ground.ts'
import { movableClock } from '../../server/src/platform/clock.ts'
import { type Loaded, loadTown } from './load-town.ts'
import { workers } from './people.ts'
import { simulatedPlatform } from './platform.ts'
import { PASSWORD, story } from './story.ts'
import { stateOfTown } from './town-state.ts'

/**
 * `index.ts [--sign-ins FILE]`, with the environment of the server: loads the demo town into an empty, migrated database and says so in
 * one line. Where there is a company already it loads nothing. Needs the simulators, if the town is to have a past of payments.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { 'if-empty': { type: 'boolean' }, manifest: { type: 'string' }, 'sign-ins': { type: 'string' } },
  })
  const read = readSettings(process.env)
  if ('faults' in read) throw new Error(read.faults.map((fault) => `设置有误 ${fault}`).join('\n'))
  const { settings } = read
  if (settings.NODE_ENV === 'production') throw new Error('示范城镇只用于试用，不能装入生产数据库')

  const { now } = clockOf(settings)
  const clock = movableClock(now())
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // Notices of the town's past payments come here: the server itself is not running yet.
  const publicUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const ground = groundOf({ ...settings, LOG_LEVEL: 'error' }, clock)
  const system = compose({ ...ground, publicUrl })
  server.on('request', createApp(system, { secure: false, trustProxy: false, sites: [], simulatorUrl: null }).callback())
  try {
    const state = await stateOfTown(ground.database)
    if (state === 'half') throw new Error('上次装入示范城镇时中断了：请清空数据库（试用：删除 var/nuanzhang.db 和 var/partners）后再启动')
    if (state === 'empty') {
      const platform = settings.SIMULATOR_URL ? simulatedPlatform(settings.SIMULATOR_URL) : null
      console.log(sentence(await loadTown({ system, clock, platform, now })))
    } else console.log(state === 'town' ? '已有数据' : '数据库里已有公司，没有装入')
    if (values['sign-ins'] && state !== 'others') writeFileSync(values['sign-ins'], JSON.stringify(signIns(), null, 2))
  } finally {
    server.closeAllConnections()
    server.close()
    await system.billing.stop()
    await ground.database.close()
  }
}

function sentence({ households, paidOrders, calendar: { last, current } }: Loaded): string {
  const paid = paidOrders > 0 ? `已缴 ${paidOrders} 笔` : '没有模拟器，所以没有缴费记录'
  return `两家公司、${households} 户，${last.code} 与 ${current.code} 两季账单，${paid}`
}

/** What `npm start` prints. */
function signIns() {
  return {
    console: workers.map(({ company, name, role }) => ({ company, name, password: PASSWORD, role })),
    residents: Object.values(story).map(({ householdNo, phoneLastFour, note }) => ({
      household: householdNo,
      check: `手机后四位 ${phoneLastFour}`,
      note,
    })),
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
