const started = performance.now()

const seconds = (since) => ((performance.now() - since) / 1000).toFixed(1)

/** One line per step, with its seconds: what is done when it begins, how long it took when it ends. */
export async function step(label, work) {
  const since = performance.now()
  const terminal = process.stdout.isTTY
  if (terminal) process.stdout.write(`  …  ${label}`)
  let note
  try {
    note = await work()
  } catch (error) {
    process.stdout.write(`${terminal ? '\r\x1b[K' : ''}  ✗  ${label}  ${seconds(since)} s\n`)
    throw error
  }
  process.stdout.write(`${terminal ? '\r\x1b[K' : ''}  ✓  ${label}${typeof note === 'string' ? `：${note}` : ''}  ${seconds(since)} s\n`)
}

export const secondsSinceStart = () => seconds(started)
