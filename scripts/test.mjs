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

/** Where the suites find their database: the one that was given, a MariaDB of this lane's own, or none. */
async function database(lane, programs) {
  if (!programs || !lane.some(({ mariadb }) => mariadb)) return { url: undefined, stop: async () => {} }
  let server
  await step(`MariaDB for ${lane.map(({ name }) => name).join(', ')}`, async () => {
    server = await startMariadb(programs)
  })
  return server
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

/** Builds what the suites need, one after the other; answers the suites that can be run. */
async function built(wanted) {
  const ready = []
  for (const suite of wanted) {
    try {
      for (const name of suite.builds ?? []) {
        if (['h5', 'weapp', 'alipay'].includes(name)) await makeWhenStale('miniappPackages')
        await step(made[name].label, async () => ((await makeWhenStale(name)) ? undefined : 'up to date'))
      }
      ready.push(suite)
    } catch (error) {
      total.failed += 1
      faults.push(`${suite.name}: a build it needs failed, so the suite was not run. ${error.message}`)
    }
  }
  return ready
}

/** The suites this machine can run; what it cannot is said. */
function possible(wanted, { mariadb, chromium, embedded }) {
  if (!mariadb && wanted.some((suite) => suite.mariadb)) {
    missing(
      `on MariaDB, the engine of record, nothing was run (${embedded ? 'as asked' : 'no mariadbd on this machine'}): suites used the embedded database alone, faults not at all`,
      HOW_TO_GET_MARIADB,
    )
  }
  return wanted.filter((suite) => {
    if (suite.mariadb === 'needs' && !mariadb) return false
    if (suite.chromium && !chromium) missing(`${suite.name} was not run (no Chromium on this machine)`, HOW_TO_GET_CHROMIUM)
    return !suite.chromium || chromium
  })
}

async function runSuite(suite, env, options) {
  const runs = runsOf(suite.name, suite.files)
  if (runs.length === 0) return console.log(`\n${suite.name}: no tests yet`)
  for (const run of runs) {
    if (options.stopped()) return
    if (!options.quiet) console.log(`\n${run.name}`)
    const since = performance.now()
    const counts = await runMocha([...run.args, ...options.more], { verbose: options.verbose, env, quiet: options.quiet })
    if (options.quiet) console.log(`\n${run.name} (beside the others)\n${counts.said}`)
    addUp(run.name, counts, since, suite.minutes)
  }
}

/** One suite after the other, on a database of this lane's own. */
async function runLane(lane, programs, env, options) {
  const server = await database(lane, programs)
  const own = server.url ? { ...env, TEST_DATABASE_URL: server.url } : env
  try {
    for (const suite of lane) await runSuite(suite, own, options)
  } finally {
    await server.stop()
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
  const given = embedded ? undefined : process.env.TEST_DATABASE_URL
  const programs = embedded || given ? null : findMariadb()
  const chromium = findChromium()
  const env = { ...(given ? { TEST_DATABASE_URL: given } : {}), ...(chromium ? { CHROMIUM: chromium } : {}) }
  const ready = await built(possible(wanted, { mariadb: given || programs, chromium, embedded }))
  const lanes = [ready.filter(({ beside }) => !beside), ready.filter(({ beside }) => beside)].filter((lane) => lane.length > 0)
  const runs = lanes.map((lane, index) => runLane(lane, programs, env, { verbose, more, quiet: index > 0, stopped: () => stopped }))
  for (const { reason } of await Promise.allSettled(runs)) {
    if (!reason) continue
    total.failed += 1
    faults.push(reason.message)
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
