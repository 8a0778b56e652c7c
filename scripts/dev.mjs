/**
 * `npm run dev`: as `npm start`, but every part is watched. The server restarts (tsx watch), the console reloads on an address of its
 * own (vite, which hands /api on to the server), the resident H5 is built again (reload its page). The server's log is shown; the
 * others' are in var/logs.
 */
import { existsSync } from 'node:fs'
import { createChildren } from './lib/children.mjs'
import { cleanEnvironment, stopCommands } from './lib/command.mjs'
import { trialEnvironment } from './lib/demo-settings.mjs'
import { step } from './lib/progress.mjs'
import { rebuildOnChange } from './lib/rebuild.mjs'
import { inRoot } from './lib/root.mjs'
import { beTheOnlyStart } from './lib/single-start.mjs'
import { checkMachine, checkPort, make, prepareDatabase, startPartners, welcome } from './lib/trial.mjs'

const port = Number(process.env.PORT || 8080)
const host = process.env.HOST || '127.0.0.1'
const publicUrl = process.env.PUBLIC_URL || `http://127.0.0.1:${port}`

let lock
let children
let leaving = false

async function leave(code, reason) {
  if (leaving) {
    if (code === 130) {
      children?.kill()
      lock?.release()
      process.exit(code)
    }
    return
  }
  leaving = true
  if (reason) console.error(`\n${reason}`)
  stopCommands()
  await children?.stop()
  lock?.release()
  process.exit(code)
}
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => void leave(leaving ? 130 : 0))

const tool = (folder, name) => [inRoot(folder, 'node_modules', name), inRoot('node_modules', name)].find((file) => existsSync(file))

async function main() {
  checkMachine()
  lock = await beTheOnlyStart({ url: publicUrl })
  if (lock.note) console.log(`  ${lock.note}`)
  await checkPort({ port, host })
  children = createChildren({ onBirth: lock.add, onDeath: (sentence) => leave(1, sentence) })
  await make(['rootPackages', 'miniappPackages', 'server', 'h5'])
  const partners = await startPartners(children)
  const env = trialEnvironment({ partners, port, host, publicUrl })
  await prepareDatabase(env, lock.add)

  await step('服务 server (tsx watch)', async () => {
    const args = [tool('.', 'tsx/dist/cli.mjs'), 'watch', '--clear-screen=false', '--include', 'shared/**', 'server/src/main.ts']
    await children.start('server', args, { env, ready: /listening http:\/\/\S+/, echo: true })
  })
  let consoleUrl
  await step('收费系统 console (vite)', async () => {
    const args = [tool('admin', 'vite/bin/vite.js'), '--host', '127.0.0.1']
    const [, url] = await children.start('console', args, {
      cwd: inRoot('admin'),
      env: cleanEnvironment({ NUANZHANG_URL: publicUrl, NO_COLOR: '1' }),
      ready: /Local:\s+(\S+)/,
    })
    consoleUrl = url
  })
  rebuildOnChange('h5', ['miniapp/src', 'miniapp/config', 'shared'])
  console.log(welcome(publicUrl, { consoleUrl }))
}

main().catch((error) => leave(1, error.message))
