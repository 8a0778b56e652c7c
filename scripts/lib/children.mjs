import { spawn } from 'node:child_process'
import { createWriteStream, mkdirSync } from 'node:fs'
import { inVar, root } from './root.mjs'

const SECONDS_TO_START = 60
const SECONDS_TO_STOP = 10
const LINES_SHOWN = 20

/**
 * Processes that live as long as the start does. `onDeath(sentence)` is called when one dies by itself, `onBirth(pid)` when one begins.
 * They are groups of their own, so that Ctrl-C reaches them in our order and not all at once.
 */
export function createChildren({ onDeath, onBirth = () => {} }) {
  const living = []
  let stopping = false

  return {
    /** Starts one and waits for output that matches `ready`; answers the match. Throws with its last words when it ends before. */
    async start(name, args, { env, ready, seconds = SECONDS_TO_START, cwd = root, echo = false }) {
      mkdirSync(inVar('logs'), { recursive: true })
      const file = inVar('logs', `${name}.log`)
      const log = createWriteStream(file)
      const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: process.platform !== 'win32' })
      const ended = new Promise((resolve) => {
        child.once('error', (error) => resolve(error.message))
        child.once('close', (code, signal) => resolve(signal ?? code))
      })
      living.push({ child, ended })
      if (child.pid) onBirth(child.pid)
      let said = ''
      const lastWords = () => `日志 ${file} 的最后几行：\n${said.trimEnd().split('\n').slice(-LINES_SHOWN).join('\n')}`
      const match = await new Promise((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`${name} 没有在 ${seconds} 秒内就绪。${lastWords()}`)), seconds * 1000)
        const listen = (chunk) => {
          log.write(chunk)
          if (echo) process.stdout.write(String(chunk).replace(/^(?=.)/gm, `${name} │ `))
          said = (said + chunk).slice(-16_000)
          const found = ready.exec(said)
          if (!found) return
          clearTimeout(late)
          resolve(found)
        }
        child.stdout.on('data', listen)
        child.stderr.on('data', listen)
        void ended.then((how) => {
          clearTimeout(late)
          reject(new Error(`${name} 没有启动（${how}）。${lastWords()}`))
        })
      })
      void ended.then((how) => {
        if (!stopping) onDeath(`${name} 自己停了（${how}），全部停止。${lastWords()}`)
      })
      return match
    },

    /** Ends them, the youngest first, and waits until they are gone. */
    async stop() {
      stopping = true
      for (const { child, ended } of living.reverse()) {
        if (child.exitCode !== null || child.signalCode !== null) continue
        signal(child, 'SIGTERM')
        const late = setTimeout(() => signal(child, 'SIGKILL'), SECONDS_TO_STOP * 1000)
        await ended
        clearTimeout(late)
      }
    },

    /** A second Ctrl-C: now. */
    kill() {
      stopping = true
      for (const { child } of living) signal(child, 'SIGKILL')
    },
  }
}

/** To the whole group: a watcher's own children too. */
function signal(child, name) {
  try {
    if (process.platform === 'win32') child.kill(name)
    else process.kill(-child.pid, name)
  } catch {
    // already gone
  }
}
