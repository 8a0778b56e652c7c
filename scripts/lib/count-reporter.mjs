import { writeFileSync } from 'node:fs'
import Mocha from 'mocha'

const SECONDS_TO_END = 10
const { Base, Dot, Spec } = Mocha.reporters

/**
 * Mocha's own dots (or, with --verbose, every name), and the counts in the file COUNTS_FILE names:
 * the runner adds up what tests did, not what a screen showed.
 */
export default class CountReporter extends Base {
  constructor(runner, options) {
    super(runner, options)
    const Shown = process.env.COUNTS_VERBOSE ? Spec : Dot
    new Shown(runner, options)
    runner.once('end', () => {
      const { passes, failures, pending } = runner.stats
      writeFileSync(process.env.COUNTS_FILE, JSON.stringify({ passed: passes, failed: failures, skipped: pending }))
      // Only fires when something keeps the process alive, and says what kind of thing it is.
      setTimeout(() => console.error(`still open: ${process.getActiveResourcesInfo().join(', ')}`), SECONDS_TO_END * 1000).unref()
    })
  }
}
