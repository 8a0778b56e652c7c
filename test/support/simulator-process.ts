import { type ChildProcess, fork } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const READY_MS = 20_000

export type SimulatorProcess = { readonly child: ChildProcess; readonly port: number }

/** Starts a simulator's main.ts with its configuration; `portVariable` names the setting of its port (0: any free one). */
export async function launchSimulator(main: string, configFile: string, portVariable: string, port: number): Promise<SimulatorProcess> {
  const child = fork(main, [configFile], {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, NODE_ENV: 'test', [portVariable]: String(port) },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let said = ''
  child.stderr?.on('data', (chunk: Buffer) => process.stderr.write(`simulator: ${chunk}`))
  const listening = await new Promise<number>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`the simulator did not start: ${said}`)), READY_MS)
    child.once('exit', (code) => reject(new Error(`the simulator ended with ${code}`)))
    child.stdout?.on('data', (chunk: Buffer) => {
      said += String(chunk)
      const line = /^listening (\d+)$/m.exec(said)
      if (line === null) return
      clearTimeout(late)
      resolve(Number(line[1]))
    })
  })
  child.removeAllListeners('exit')
  unref(child)
  return { child, port: listening }
}

/** A run whose tests are done may end although a simulator was not stopped; the simulator notices that and ends, too. */
function unref(child: ChildProcess): void {
  child.unref()
  child.channel?.unref()
  for (const stream of [child.stdout, child.stderr]) (stream as Socket | null)?.unref()
}

/** Ends it and waits until it is gone. */
export async function endSimulator({ child }: SimulatorProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.ref()
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill(signal)
  await ended
}

/** Keys are made once per test process: RSA keys cost a second, and simulators of one process may share theirs. */
export function keysMadeOnce<Manifest>(create: (dir: string) => Manifest): (dir: string) => Manifest {
  let made: { readonly dir: string; readonly manifest: Manifest } | null = null
  return (dir) => {
    if (made === null) {
      const template = mkdtempSync(join(tmpdir(), 'simulator-keys-'))
      process.once('exit', () => rmSync(template, { recursive: true, force: true }))
      made = { dir: template, manifest: create(template) }
    }
    cpSync(made.dir, dir, { recursive: true })
    return made.manifest
  }
}

/** Lays changes over a simulator's configuration file. */
export function changeConfig(configFile: string, changes: { readonly noticeTimeoutMs?: number }): void {
  const config = JSON.parse(readFileSync(configFile, 'utf8')) as Record<string, unknown>
  writeFileSync(configFile, JSON.stringify({ ...config, ...changes }))
}
