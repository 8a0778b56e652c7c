import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { inRoot, root } from './root.mjs'

/** A suite that has said its result but does not end has left a server, a pool or a timer open. */
const SECONDS_TO_END = 20
const MINUTES_AT_MOST = 20

/** Settings of a server the person may have in their shell must not reach the tests. */
const NOT_FOR_TESTS = /^(DATABASE_URL|PORT|HOST|PUBLIC_URL|ROLES|TOKEN_SECRET|CLOCK_FILE|NUANZHANG_\w+|WECHAT_\w+|SIMULATOR_URL)$/

function environment(more) {
  const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !NOT_FOR_TESTS.test(name)))
  const guard = `--import=${pathToFileURL(inRoot('test/support/loopback-only.mjs')).href}`
  // The business calendar is Asia/Shanghai wherever the server stands: tests run elsewhere on purpose.
  return {
    ...own,
    NODE_ENV: 'test',
    TZ: 'America/New_York',
    NODE_OPTIONS: [process.env.NODE_OPTIONS, guard].filter(Boolean).join(' '),
    ...more,
  }
}

const running = new Set()

/** Ends every mocha under way, for Ctrl-C, which does not reach their groups. */
export function stopMocha() {
  for (const child of running) child.kill('SIGTERM')
}

function endGroup({ pid }) {
  try {
    if (pid) process.kill(-pid, 'SIGKILL')
  } catch {
    // Nobody is left: as it should be.
  }
}

/** All that a child says, when its output is kept instead of shown. */
function keepOutput(child) {
  const said = []
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part) => said.push(part))
  return () => Buffer.concat(said).toString('utf8')
}

/**
 * Runs mocha once and answers what it counted. A run that dies, or that ends without counting, counts as one failure;
 * so does one that executed no test. With `quiet` what it says is not shown but answered as `said`.
 */
export async function runMocha(args, { verbose, env, quiet = false }) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'nuanzhang-counts-'))
  const file = path.join(folder, 'counts.json')
  const child = spawn(
    process.execPath,
    [
      inRoot('node_modules/mocha/bin/mocha.js'),
      '--forbid-only',
      '--require',
      'test/support/no-network.ts',
      '--reporter',
      inRoot('scripts/lib/count-reporter.mjs'),
      ...args,
    ],
    {
      cwd: root,
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
      // A group of its own: whatever a dead test has left running ends with it, and lets go of our output.
      detached: true,
      env: environment({ ...env, COUNTS_FILE: file, ...(verbose ? { COUNTS_VERBOSE: '1' } : {}) }),
    },
  )
  running.add(child)
  const output = keepOutput(child)
  const faults = []
  const watch = watchOver(child, () => readCounts(file), faults)
  const code = await new Promise((resolve) => {
    child.once('error', () => resolve(127))
    child.once('exit', (exit, signal) => resolve(signal ?? exit))
  })
  clearInterval(watch)
  endGroup(child)
  running.delete(child)
  const said = output()
  const counts = readCounts(file)
  rmSync(folder, { recursive: true, force: true })
  if (!counts)
    return { passed: 0, failed: 1, skipped: 0, said, faults: [...faults, `mocha ended with ${code} before it had counted anything`] }
  if (faults.length === 0 && counts.failed === 0 && code !== 0) faults.push(`mocha ended with ${code} although no test failed`)
  if (counts.passed + counts.failed + counts.skipped === 0) faults.push('no test was executed')
  return { ...counts, said, failed: counts.failed + (faults.length > 0 ? 1 : 0), faults }
}

function readCounts(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

function watchOver(child, counts, faults) {
  const started = Date.now()
  let counted = 0
  const end = (fault) => {
    if (faults.length === 0) faults.push(fault)
    endGroup(child)
  }
  return setInterval(() => {
    if (counted === 0 && counts()) counted = Date.now()
    if (counted > 0 && Date.now() - counted > SECONDS_TO_END * 1000)
      end(`the tests were done, but mocha did not end within ${SECONDS_TO_END} s: something was left open (a server, a pool, a timer)`)
    if (Date.now() - started > MINUTES_AT_MOST * 60_000) end(`still running after ${MINUTES_AT_MOST} minutes`)
  }, 500)
}
