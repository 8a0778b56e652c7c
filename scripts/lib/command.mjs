import { spawn } from 'node:child_process'
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs'
import { inVar, root } from './root.mjs'

const running = new Set()

/** The last lines of a log, for people who will not open the file. */
export function tailOf(file, lines = 25) {
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines).join('\n')
}

/** The environment without what would change a build behind our back: NODE_ENV=production makes `npm ci` leave out the builders. */
export function cleanEnvironment(more = {}) {
  const { NODE_ENV: _mode, ...rest } = process.env
  return { ...rest, ...more }
}

/**
 * Runs a command to its end with its output in var/logs/<name>.log.
 * Throws with the last lines of the log when it fails.
 */
export async function run(name, command, args, { cwd = root, env = cleanEnvironment(), onBirth = () => {} } = {}) {
  mkdirSync(inVar('logs'), { recursive: true })
  const log = inVar('logs', `${name}.log`)
  const out = createWriteStream(log)
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  running.add(child)
  if (child.pid) onBirth(child.pid)
  child.stdout.pipe(out, { end: false })
  child.stderr.pipe(out, { end: false })
  const code = await new Promise((resolve) => {
    child.once('error', (error) => {
      out.write(`${error.message}\n`)
      resolve(127)
    })
    child.once('close', (exit, signal) => resolve(signal ?? exit))
  })
  running.delete(child)
  await new Promise((resolve) => out.end(resolve))
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}; the end of ${log}:\n${tailOf(log)}`)
  return readFileSync(log, 'utf8')
}

/** npm as the person called it, else the one on PATH. */
export function runNpm(name, args, options) {
  const given = process.env.npm_execpath
  return given?.endsWith('.js') ? run(name, process.execPath, [given, ...args], options) : run(name, 'npm', args, options)
}

/** Ends whatever `run` has under way. */
export function stopCommands() {
  for (const child of running) child.kill('SIGTERM')
}
