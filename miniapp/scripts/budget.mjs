// Holds the compiled packages against their limits: node scripts/budget.mjs [weapp] [alipay] [h5], all three without arguments.
// A phone on a stairwell's network loads this, and an old client dies of one construct it does not know.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const dist = fileURLToPath(new URL('../dist/', import.meta.url))
const limits = { h5FirstLoadGz: 160 * 1024, miniMainPackage: 1.2 * 1024 * 1024, miniWhole: 4 * 1024 * 1024 }

/** What must not be in a compiled mini-program, and why. */
const forbidden = [
  { name: 'zod', pattern: /\bZodError\b|_zod\b|\$ZodType/, why: 'contracts give types only: import type' },
  { name: 'BigInt', pattern: /\bBigInt\s*\(|(?<![\w.$'"#-])\d+n(?![\w'"])/, why: 'a client without BigInt does not even load the file' },
  {
    name: 'the tariff engine',
    pattern: /height-ratio|area-price@|priceArea|priceLines/,
    why: 'every amount on the screen comes from the server',
  },
  { name: 'another platform', pattern: /WeixinJSBridge/, why: 'each package carries its own adapter only' },
]

const kb = (bytes) => `${(bytes / 1024).toFixed(1)} KB`
const faults = []

function filesOf(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile())
}

function report(name, bytes, limit) {
  console.log(`${bytes > limit ? 'over' : 'ok  '}  ${name}: ${kb(bytes)} of ${kb(limit)}`)
  if (bytes > limit) faults.push(`${name} is ${kb(bytes)}, the limit is ${kb(limit)}`)
}

function checkMini(platform) {
  const folder = join(dist, platform)
  const { subPackages = [] } = JSON.parse(readFileSync(join(folder, 'app.json'), 'utf8'))
  const roots = subPackages.map(({ root }) => root.replace(/\/$/, '') + sep)
  const files = filesOf(folder)
  const size = (some) => some.reduce((sum, file) => sum + statSync(file).size, 0)
  report(
    `${platform} main package`,
    size(files.filter((file) => !roots.some((root) => relative(folder, file).startsWith(root)))),
    limits.miniMainPackage,
  )
  report(`${platform} in all`, size(files), limits.miniWhole)
  for (const file of files.filter((name) => name.endsWith('.js'))) {
    const source = readFileSync(file, 'utf8')
    for (const { name, pattern, why } of forbidden) {
      const found = pattern.exec(source)
      if (found)
        faults.push(`${relative(dist, file)} holds ${name} (…${source.slice(Math.max(0, found.index - 40), found.index + 40)}…): ${why}`)
    }
  }
}

/** What is loaded before the first screen shows: all that index.html names, and the scripts and styles of the first page. */
function checkH5() {
  const folder = join(dist, 'h5')
  const html = readFileSync(join(folder, 'index.html'), 'utf8')
  const named = [...html.matchAll(/(?:src|href)="\/h5\/([^"]+)"/g)].map(([, name]) => join(folder, name))
  const first = firstPageFiles(folder, named)
  const bytes = [join(folder, 'index.html'), ...named, ...first].reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0)
  report(`h5 first load, gzip, ${named.length + first.length + 1} files`, bytes, limits.h5FirstLoadGz)
}

/** The entry names the chunks of each page in its route table: pages/home/index first. */
function firstPageFiles(folder, named) {
  const entry = named
    .filter((file) => file.endsWith('.js'))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n')
  const table =
    /pages\/home\/index.{0,400}?Promise\.all\(\[((?:\w+\.e\(\d+\),?)+)\]\)/s.exec(entry)?.[1] ??
    /pages\/home\/index.{0,400}?(\w+\.e\(\d+\))/s.exec(entry)?.[1]
  if (!table) throw new Error('the chunks of the first page are not found in the entry: has the way pages are loaded changed?')
  const chunks = [...table.matchAll(/\((\d+)\)/g)].map(([, id]) => id)
  const loaded = new Set(named)
  return filesOf(folder).filter(
    (file) => chunks.some((id) => new RegExp(`[\\\\/]${id}\\.\\w+\\.(js|css)$`).test(file)) && !loaded.has(file),
  )
}

const targets = process.argv.length > 2 ? process.argv.slice(2) : ['weapp', 'alipay', 'h5']
for (const target of targets) {
  if (!existsSync(join(dist, target))) faults.push(`${target} is not built`)
  else if (target === 'h5') checkH5()
  else checkMini(target)
}
for (const fault of faults) console.error(`budget: ${fault}`)
process.exitCode = faults.length > 0 ? 1 : 0
