import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { inVar } from './root.mjs'

/** `driver`: the embedded database leaves this folder behind when its process is killed; while it is there nobody can open the file. */
const locksIn = (folder) => ({ ours: path.join(folder, 'start.lock'), driver: path.join(folder, 'nuanzhang.db.lock') })

/** When a process began, by the kernel's count: a pid may have been given to another program since. Null where that cannot be read. */
function beganAt(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const machine = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    return `${machine}:${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`
  } catch {
    return null
  }
}

function lives({ pid, began }) {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (error.code !== 'EPERM') return false
  }
  return began === null || beganAt(pid) === began
}

const nameOf = (pid) => ({ pid, began: beganAt(pid) })

function readLock(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

/**
 * Makes this process the only start. Throws with one sentence when another one runs. What a killed start has left is cleared away,
 * but only when the process in our own lock file is dead: its servers first, then the driver's lock folder.
 */
export async function beTheOnlyStart(facts, folder = inVar()) {
  mkdirSync(folder, { recursive: true })
  const { ours, driver } = locksIn(folder)
  const before = readLock(ours)
  if (before && lives(before.start))
    throw new Error(`已经在运行：进程 ${before.start.pid}，${before.url ?? ''}。先在那个窗口按 Ctrl-C，或改用别的目录`)
  let note
  if (before) {
    await endLeftovers(before.children)
    rmSync(driver, { recursive: true, force: true })
    rmSync(ours, { force: true })
    note = '上次没有正常结束，已清理'
  } else if (existsSync(driver)) {
    throw new Error(`${driver} 存在，但不是本命令留下的：数据库可能正被别的进程使用。确认没有之后再删除这个目录`)
  }
  const lock = { start: nameOf(process.pid), children: [], ...facts }
  try {
    writeFileSync(ours, JSON.stringify(lock), { flag: 'wx' })
  } catch {
    throw new Error(`另一个启动正在进行。如果没有，请删除 ${ours}`)
  }
  // A reader never sees half of it.
  const write = () => {
    writeFileSync(`${ours}.new`, JSON.stringify(lock))
    renameSync(`${ours}.new`, ours)
  }
  return {
    note,
    /** Children are written down, so that the next start can end them if this one is killed. */
    add(pid) {
      lock.children.push(nameOf(pid))
      write()
    },
    release: () => rmSync(ours, { force: true }),
  }
}

/** Ends what the killed start has left. Where it cannot be told that a pid is still the same program, the person is asked to. */
async function endLeftovers(children) {
  const left = () => children.filter(lives)
  const ours = () => left().filter(({ began }) => began !== null)
  for (const { pid } of ours()) process.kill(pid, 'SIGTERM')
  for (let waited = 0; waited < 5000 && ours().length > 0; waited += 100) await sleep(100)
  for (const { pid } of ours()) process.kill(pid, 'SIGKILL')
  for (let waited = 0; waited < 2000 && ours().length > 0; waited += 50) await sleep(50)
  if (left().length > 0)
    throw new Error(
      `上次留下的进程还在：${left()
        .map(({ pid }) => pid)
        .join('、')}。请先停止它们`,
    )
}
