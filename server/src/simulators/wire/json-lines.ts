import { appendFileSync, existsSync, mkdirSync, readFileSync, truncateSync } from 'node:fs'
import { join } from 'node:path'

/**
 * A book as a file of JSON lines that are only ever added. Gives every line there is to `apply`, then answers what adds one; what a
 * crash cut off in the last line never happened.
 */
export function openLines<Line>(dataDir: string, fileName: string, apply: (line: Line) => void): (line: Line) => void {
  const path = join(dataDir, fileName)
  mkdirSync(dataDir, { recursive: true })
  const written = existsSync(path) ? readFileSync(path, 'utf8') : ''
  const complete = written.slice(0, written.lastIndexOf('\n') + 1)
  for (const text of complete.split('\n')) if (text !== '') apply(JSON.parse(text) as Line)
  if (written.length > complete.length) truncateSync(path, Buffer.byteLength(complete))
  return (line) => {
    appendFileSync(path, `${JSON.stringify(line)}\n`)
    apply(line)
  }
}
