/**
 * `npm start`: from a fresh clone to a running town, with every outside party simulated. Plain Node; needs nothing installed.
 * PORT (8080), HOST (127.0.0.1), PUBLIC_URL and DATABASE_URL may be set; without DATABASE_URL the embedded database var/nuanzhang.db serves.
 */
import { createChildren } from './lib/children.mjs'
import { stopCommands } from './lib/command.mjs'
import { trialEnvironment } from './lib/demo-settings.mjs'
import { secondsSinceStart, step } from './lib/progress.mjs'
import { inRoot } from './lib/root.mjs'
import { beTheOnlyStart } from './lib/single-start.mjs'
import { checkMachine, checkPort, make, prepareDatabase, putMenus, startPartners, welcome } from './lib/trial.mjs'

const port = Number(process.env.PORT || 8080)
const host = process.env.HOST || '127.0.0.1'
const publicUrl = process.env.PUBLIC_URL || `http://127.0.0.1:${port}`

let lock
let children
let leaving = false

async function leave(code, reason) {
  if (leaving) return
  leaving = true
  if (reason) console.error(`\n${reason}`)
  stopCommands()
  await children?.stop()
  lock?.release()
  process.exit(code)
}

function onSignal() {
  if (leaving) {
    children?.kill()
    lock?.release()
    process.exit(130)
  }
  process.stdout.write('\n正在停止……\n')
  void leave(0)
}
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, onSignal)

async function main() {
  checkMachine()
  lock = await beTheOnlyStart({ url: publicUrl })
  if (lock.note) console.log(`  ${lock.note}`)
  await checkPort({ port, host })
  children = createChildren({
    onBirth: lock.add,
    onDeath: (sentence) => leave(1, sentence),
  })
  await make(['rootPackages', 'miniappPackages', 'server', 'console', 'h5'])
  const partners = await startPartners(children)
  const env = trialEnvironment({ partners, port, host, publicUrl })
  await prepareDatabase(env, lock.add)
  await step('启动服务 server', async () => {
    await children.start('server', [inRoot('dist/server/src/main.js')], { env, ready: /listening http:\/\/\S+/ })
  })
  await putMenus(env)
  console.log(`\n  就绪，用时 ${secondsSinceStart()} s${welcome(publicUrl)}`)
}

main().catch((error) => leave(1, error.message))
