import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { inRoot, root } from './root.mjs'

/**
 * The suites in the order they run: quick and local first.
 * `mariadb`: 'uses' runs on the embedded database alone when there is no MariaDB, 'needs' does not run at all.
 * `builds`: what must be built from the sources as they are now. `minutes`: its budget on two cores.
 * `beside`: runs beside the others, on a MariaDB of its own. Faults wait more than they work, and two cores are kept busy.
 */
export const suites = {
  unit: { minutes: 1 },
  architecture: { mariadb: 'uses', minutes: 1 },
  contract: { minutes: 1, beside: true },
  api: { mariadb: 'uses', minutes: 3 },
  scenarios: { mariadb: 'uses', minutes: 2, beside: true },
  faults: { mariadb: 'needs', builds: ['server'], minutes: 3, beside: true },
  e2e: { chromium: true, builds: ['server', 'console', 'h5', 'weapp', 'alipay'], minutes: 2 },
}

function foldersBelow(folder) {
  const inside = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== 'node_modules')
  return inside.flatMap((entry) => [path.join(folder, entry.name), ...foldersBelow(path.join(folder, entry.name))])
}

const hasTests = (folder) => readdirSync(folder, { recursive: true }).some((name) => /\.test\.tsx?$/.test(name))

/**
 * The mocha runs of a suite: one for the suite itself, one for every folder in it that brings a configuration of its own
 * (the console's tests need a DOM). An empty list means that there are no tests yet.
 */
export function runsOf(suite, files) {
  if (files.length > 0) return [{ name: suite, args: files }]
  const folder = inRoot('test', suite)
  if (!existsSync(folder)) return []
  const apart = foldersBelow(folder).filter((inner) => existsSync(path.join(inner, '.mocharc.json')) && hasTests(inner))
  const relative = (file) => path.relative(root, file).split(path.sep).join('/')
  const own = [`test/${suite}/**/*.test.ts`, ...apart.flatMap((inner) => ['--ignore', `${relative(inner)}/**`])]
  const rest = readdirSync(folder, { recursive: true }).filter(
    (name) => name.endsWith('.test.ts') && !apart.some((inner) => path.join(folder, name).startsWith(`${inner}${path.sep}`)),
  )
  return [
    ...(rest.length > 0 ? [{ name: suite, args: own }] : []),
    ...apart.map((inner) => ({ name: relative(inner).replace(/^test\//, ''), args: ['--config', `${relative(inner)}/.mocharc.json`] })),
  ]
}

/**
 * What the person asked for: suites by name, single files, everything when nothing is named.
 * Throws with one sentence when a name is unknown.
 */
export function chosen(words) {
  const wanted = new Map()
  for (const word of words) {
    const file = /^test\/([^/]+)\/.+\.test\.ts$/.exec(word.replace(/^\.\//, ''))
    const suite = file?.[1] ?? word
    if (!(suite in suites))
      throw new Error(`there is no suite "${word}". There are: ${Object.keys(suites).join(', ')}; or name a file test/<suite>/….test.ts`)
    wanted.set(suite, [...(wanted.get(suite) ?? []), ...(file ? [file[0]] : [])])
  }
  const names = wanted.size === 0 ? Object.keys(suites) : Object.keys(suites).filter((name) => wanted.has(name))
  return names.map((name) => ({ name, ...suites[name], files: wanted.get(name) ?? [] }))
}
