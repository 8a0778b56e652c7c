/**
 * From here on this process talks to this machine only. Loaded into every test process and, through NODE_OPTIONS,
 * into the servers tests start: a test that reaches for the outside must fail here rather than pass by luck.
 */
import dgram from 'node:dgram'
import net from 'node:net'

/**
 * Every attempt to leave this machine, for the hook that fails the test even when the code under test swallows the error.
 * Of the process, not of this module: a loader may give the module twice.
 */
export const attempts = globalThis[Symbol.for('nuanzhang.loopback-attempts')] ?? []
globalThis[Symbol.for('nuanzhang.loopback-attempts')] = attempts

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1|::ffff:127(\.\d{1,3}){3}|0:0:0:0:0:0:0:1)$/i

/** @param {string | undefined} host */
export function isLoopback(host) {
  return host === undefined || host === '' || LOOPBACK.test(host)
}

/** Socket#connect takes (options), (port, host), (path) and, from net.connect, all of it in one array. */
function targetOf(given) {
  const [first, second] = Array.isArray(given[0]) ? given[0] : given
  if (typeof first === 'object' && first !== null) return first.path ? undefined : { host: first.host, port: first.port }
  if (typeof first === 'string' && !/^\d+$/.test(first)) return undefined
  return { host: typeof second === 'string' ? second : undefined, port: first }
}

function refuse(host, port) {
  const message = `a test tried to reach ${host}:${port}. Tests talk to loopback only: start a simulator and point the setting at it`
  attempts.push(message)
  throw new Error(message)
}

const PATCHED = Symbol.for('nuanzhang.loopback-only')
if (!globalThis[PATCHED]) {
  globalThis[PATCHED] = true
  const connect = net.Socket.prototype.connect
  net.Socket.prototype.connect = function (...given) {
    const target = targetOf(given)
    if (target && !isLoopback(target.host)) refuse(target.host, target.port)
    return connect.apply(this, given)
  }
  const send = dgram.Socket.prototype.send
  dgram.Socket.prototype.send = function (...given) {
    const host = given.slice(1).find((value) => typeof value === 'string')
    if (!isLoopback(host)) refuse(host, 'udp')
    return send.apply(this, given)
  }
}
