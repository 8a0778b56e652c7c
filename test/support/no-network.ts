import Mocha from 'mocha'
import { attempts } from './loopback-only.mjs'

type Done = (error?: Error) => void
type Runnable = { run(done: Done): void }

/**
 * A test or hook that tried to leave this machine fails, whatever the code under test made of the error.
 * (A root hook would not do: when an afterEach fails, mocha drops all the tests that are left.)
 */
const runnable = (Mocha as unknown as { Runnable: { prototype: Runnable } }).Runnable.prototype
const run = runnable.run
runnable.run = function (done: Done): void {
  run.call(this, (error) => {
    const tried = attempts.splice(0)
    done(error ?? (tried.length > 0 ? new Error(tried.join('\n')) : undefined))
  })
}
