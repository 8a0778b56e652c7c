import assert from 'node:assert/strict'
import http from 'node:http'
import net from 'node:net'
import { attempts, isLoopback } from '../../support/loopback-only.mjs'

/** Takes back what this file does on purpose, so that the hook after each test does not fail it. */
function attemptsOf(act: () => void): string[] {
  assert.throws(act, /Tests talk to loopback only/)
  return attempts.splice(0)
}

describe('tests talk to this machine only', () => {
  it('knows its own addresses', () => {
    for (const host of ['127.0.0.1', '127.8.8.8', '::1', 'localhost', undefined]) assert.equal(isLoopback(host), true, String(host))
    for (const host of ['10.0.0.1', 'example.com', '0.0.0.0.example.com', '127.0.0.1.example.com', '2001:db8::1'])
      assert.equal(isLoopback(host), false, host)
  })

  it('refuses every way out and remembers it', () => {
    assert.equal(attemptsOf(() => net.connect(443, '192.0.2.1')).length, 1)
    assert.equal(attemptsOf(() => net.connect({ port: 443, host: 'example.com' })).length, 1)
    assert.equal(attemptsOf(() => new net.Socket().connect(80, 'example.com')).length, 1)
    assert.equal(attemptsOf(() => http.get('http://example.com/')).length, 1)
  })

  it('refuses fetch too', async () => {
    await assert.rejects(fetch('https://example.com/'))
    assert.equal(attempts.splice(0).length, 1)
  })

  it('lets loopback and unix sockets through', async () => {
    const server = net.createServer((socket) => socket.end()).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as net.AddressInfo
    await new Promise((resolve) => net.connect(port, 'localhost').once('close', resolve).resume())
    await new Promise((resolve) => net.connect('/nowhere/at/all').once('error', resolve))
    server.close()
  })
})
