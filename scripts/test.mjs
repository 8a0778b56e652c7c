/**
 * `npm test`: every suite on the engines it belongs to, one closing line `N passed, N failed`.
 * `npm test -- unit api`, `npm test -- test/api/payments/orders.test.ts`, `--verbose`, `--grep words`, `--embedded` (no MariaDB).
 */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { findMariadb, HOW_TO_GET_MARIADB, startMariadb } from '../test/support/mariadb.mjs'
import { made, makeWhenStale } from './lib/builds.mjs'
import { runMocha, stopMocha } from './lib/mocha-run.mjs'
import { step } from './lib/progress.mjs'
import { chosen, runsOf } from './lib/test-suites.mjs'

const CHROMIUM = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const HOW_TO_GET_CHROMIUM = 'Debian: apt-get install chromium fonts-noto-cjk; or set CHROMIUM=/path/to/chromium'

const total = { passed: 0, failed: 0, skipped: 0 }
const notRun = []
const faults = []
const strict = process.env.CI === 'true'

function findChromium() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/bin']
  return folders.flatMap((folder) => CHROMIUM.map((name) => path.join(folder, name))).find((file) => existsSync(file)) ?? null
}

/** Says what could not be run; where everything must run, that is a failure. */
function missing(what, how) {
  notRun.push(`${what}. To get it: ${how}`)
  if (strict) total.failed += 1
}

async function database(wanted, embedded) {
  const given = embedded ? undefined : process.env.TEST_DATABASE_URL
  if (!wanted || given) return { url: given, stop: async () => {} }
  const programs = embedded ? null : findMariadb()
  if (programs) {
    let server
    await step('MariaDB for the tests', async () => {
      server = await startMariadb(programs)
    })
    return server
  }
  missing(
    `on MariaDB, the engine of record, nothing was run (${embedded ? 'as asked' : 'no mariadbd on this machine'}): suites used the embedded database alone, faults not at all`,
    HOW_TO_GET_MARIADB,
  )
  return { url: undefined, stop: async () => {} }
}

function addUp(name, counts, since, minutes) {
  for (const key of Object.keys(total)) total[key] += counts[key]
  for (const fault of counts.faults) faults.push(`${name}: ${fault}`)
  const seconds = (performance.now() - since) / 1000
  const late = seconds > minutes * 60 ? `, above its budget of ${minutes} min` : ''
  console.log(
    `  ${name}: ${counts.passed} passed, ${counts.failed} failed${counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''} in ${seconds.toFixed(1)} s${late}`,
  )
}

async function runSuite(suite, env, options) {
  if (suite.mariadb === 'needs' && !env.TEST_DATABASE_URL) return
  if (suite.chromium && !env.CHROMIUM) return missing(`${suite.name} was not run (no Chromium on this machine)`, HOW_TO_GET_CHROMIUM)
  const runs = runsOf(suite.name, suite.files)
  if (runs.length === 0) return console.log(`\n${suite.name}: no tests yet`)
  for (const name of suite.builds ?? []) {
    try {
      if (['h5', 'weapp', 'alipay'].includes(name)) await makeWhenStale('miniappPackages')
      await step(made[name].label, async () => ((await makeWhenStale(name)) ? undefined : 'up to date'))
    } catch (error) {
      total.failed += 1
      faults.push(`${suite.name}: ${name} could not be built, so the suite was not run. ${error.message}`)
      return
    }
  }
  for (const run of runs) {
    console.log(`\n${run.name}`)
    const since = performance.now()
    addUp(run.name, await runMocha([...run.args, ...options.more], { verbose: options.verbose, env }), since, suite.minutes)
    if (options.stopped()) return
  }
}

async function main(words) {
  const verbose = words.includes('--verbose')
  const grep = words.indexOf('--grep')
  const more = grep >= 0 ? ['--grep', words[grep + 1]] : []
  const embedded = words.includes('--embedded')
  const wanted = chosen(
    words.filter((word, index) => !['--verbose', '--embedded'].includes(word) && (grep < 0 || (index !== grep && index !== grep + 1))),
  )
  let stopped = false
  const stop = () => {
    stopped = true
    stopMocha()
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  const server = await database(
    wanted.some(({ mariadb }) => mariadb),
    embedded,
  )
  const chromium = findChromium()
  const env = { ...(server.url ? { TEST_DATABASE_URL: server.url } : {}), ...(chromium ? { CHROMIUM: chromium } : {}) }
  try {
    for (const suite of wanted) if (!stopped) await runSuite(suite, env, { verbose, more, stopped: () => stopped })
  } finally {
    await server.stop()
  }
  if (stopped) {
    total.failed += 1
    faults.push('stopped before the end')
  }
}

const since = performance.now()
try {
  await main(process.argv.slice(2))
} catch (error) {
  total.failed += 1
  faults.push(error.message)
}
console.log(`\nin all ${((performance.now() - since) / 1000).toFixed(1)} s`)
for (const fault of faults) console.error(`✗ ${fault}`)
for (const line of notRun) console.log(`not run: ${line}`)
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`)
process.exitCode = total.failed > 0 ? 1 : 0
