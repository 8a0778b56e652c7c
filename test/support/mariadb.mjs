import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../../scripts/lib/ports.mjs'

export const DATABASE = 'nuanzhang_test'
const PLACES = [
  '/usr/sbin',
  '/usr/bin',
  '/usr/local/sbin',
  '/usr/local/bin',
  '/usr/local/mysql/bin',
  '/opt/homebrew/bin',
  '/usr/libexec',
  '/usr/share/mysql/scripts',
]

function binary(name) {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), ...PLACES]
  return folders.map((folder) => path.join(folder, name)).find((file) => existsSync(file)) ?? null
}

/** Where MariaDB's two programs are, or null when this machine has none. */
export function findMariadb() {
  const server = binary('mariadbd')
  const install = binary('mariadb-install-db')
  return server && install ? { server, install } : null
}

export const HOW_TO_GET_MARIADB =
  'Debian, Ubuntu: apt-get install mariadb-server-core mariadb-client-core; macOS: brew install mariadb; or set TEST_DATABASE_URL=mysql://user:password@host:port/database (an account that may create databases)'

/** Small and quick, but what is committed is on the disk: the money tests stand on that. */
function optionsOf(folder, port) {
  return [
    '--no-defaults',
    `--datadir=${path.join(folder, 'data')}`,
    `--socket=${path.join(folder, 's')}`,
    `--pid-file=${path.join(folder, 'pid')}`,
    `--log-error=${path.join(folder, 'log')}`,
    `--tmpdir=${folder}`,
    `--init-file=${path.join(folder, 'init.sql')}`,
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    '--skip-name-resolve',
    '--skip-log-bin',
    '--performance-schema=OFF',
    '--max-connections=300',
    '--innodb-flush-log-at-trx-commit=1',
    '--innodb-buffer-pool-size=256M',
    '--innodb-log-file-size=128M',
    '--innodb-fast-shutdown=2',
    '--character-set-server=utf8mb4',
    '--collation-server=utf8mb4_bin',
    ...(process.getuid?.() === 0 ? ['--user=root'] : []),
  ]
}

const GIGABYTES_NEEDED = 2

/**
 * Memory when the machine has plenty to give (a migration takes a quarter of the time there), else the temporary folder.
 * The server flushes as it would on a disk. Short, because a socket's path may have 107 characters at most.
 */
function roomyFolder() {
  const memory = '/dev/shm'
  if (process.platform !== 'linux' || !existsSync(memory)) return os.tmpdir()
  const { bavail, bsize } = statfsSync(memory)
  return bavail * bsize >= GIGABYTES_NEEDED * 1024 ** 3 ? memory : os.tmpdir()
}

/** The guard ends the server and removes its folder when its input closes: also when we are killed without a chance to clean up. */
const GUARD = 'trap "" INT; "$@" & pid=$!; cat >/dev/null; kill -TERM $pid 2>/dev/null; wait $pid; rm -rf "$NUANZHANG_TEST_FOLDER"'

/**
 * Starts a MariaDB of our own: own data folder, own socket, a loopback port nobody uses, no password.
 * Answers its URL (of an empty database; the account may create more) and how to end it.
 * @param {{ server: string, install: string }} programs
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>}
 */
export async function startMariadb(programs) {
  const folder = mkdtempSync(path.join(roomyFolder(), 'nz-db-'))
  try {
    const user = process.getuid?.() === 0 ? ['--user=root'] : []
    execFileSync(
      programs.install,
      [
        '--no-defaults',
        ...user,
        `--datadir=${path.join(folder, 'data')}`,
        '--auth-root-authentication-method=normal',
        '--skip-test-db',
        '--skip-name-resolve',
      ],
      {
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    )
    writeFileSync(path.join(folder, 'init.sql'), `CREATE DATABASE IF NOT EXISTS ${DATABASE};\n`)
    const port = await freePort()
    const env = { ...process.env, NUANZHANG_TEST_FOLDER: folder }
    const guard = spawn('/bin/sh', ['-c', GUARD, 'guard', programs.server, ...optionsOf(folder, port)], {
      stdio: ['pipe', 'ignore', 'ignore'],
      env,
      detached: true,
    })
    const ended = new Promise((resolve) => guard.once('exit', resolve))
    const stop = async () => {
      guard.stdin.end()
      await ended
    }
    try {
      await answers(port)
    } catch {
      const log = path.join(folder, 'log')
      const said = existsSync(log)
        ? readFileSync(log, 'utf8')
            .split('\n')
            .filter((line) => line.includes('ERROR'))
            .join('\n')
        : ''
      await stop()
      throw new Error(`mariadbd did not start within 30 s. ${said}`)
    }
    return { url: `mysql://root@127.0.0.1:${port}/${DATABASE}`, stop }
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}

/** Waits until the server greets: its first packet holds the protocol version 10. */
async function answers(port) {
  const until = Date.now() + 30_000
  while (Date.now() < until) {
    const greeted = await new Promise((resolve) => {
      const socket = net.connect(port, '127.0.0.1')
      const done = (value) => {
        socket.destroy()
        resolve(value)
      }
      socket.setTimeout(1000, () => done(false))
      socket.once('error', () => done(false))
      socket.once('data', (packet) => done(packet[4] === 10))
    })
    if (greeted) return
    await sleep(50)
  }
  throw new Error('no greeting')
}
