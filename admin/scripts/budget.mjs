/**
 * Weighs what a browser must load before each page of the built console shows: the files the page imports, and what those import,
 * compressed as the server sends them. Fails when the sign-in page or the heaviest page is above its budget.
 */
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const signInPage = 'src/pages/staff/sign-in/index.tsx'
/** Kilobytes (1000 bytes) of gzip. */
const budgets = { signIn: 320, heaviest: 700 }

const dist = join(dirname(fileURLToPath(import.meta.url)), '..', process.argv[2] ?? 'dist')
const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'))

/** Every file that must be there before `key` runs: itself, its static imports and their style sheets. */
function filesOf(key, seen = new Set()) {
  const chunk = manifest[key]
  if (!chunk) throw new Error(`${key} is not in the manifest: was the page renamed?`)
  if (seen.has(chunk.file)) return seen
  seen.add(chunk.file)
  for (const sheet of chunk.css ?? []) seen.add(sheet)
  for (const imported of chunk.imports ?? []) filesOf(imported, seen)
  return seen
}

const weights = new Map()
function weigh(file) {
  const known = weights.get(file)
  if (known !== undefined) return known
  const weight = gzipSync(readFileSync(join(dist, file)), { level: 9 }).length / 1000
  weights.set(file, weight)
  return weight
}

const entry = Object.keys(manifest).find((key) => manifest[key].isEntry)
const shell = 'src/app/Shell.tsx'
const pages = Object.keys(manifest).filter((key) => manifest[key].isDynamicEntry && key.startsWith('src/pages/'))
const rows = pages.map((page) => {
  const files = filesOf(page, filesOf(entry))
  if (page !== signInPage) filesOf(shell, files)
  return { page, kilobytes: [...files].reduce((sum, file) => sum + weigh(file), 0) }
})
rows.sort((one, other) => other.kilobytes - one.kilobytes)
for (const { page, kilobytes } of rows)
  console.log(`${kilobytes.toFixed(0).padStart(5)} kB  ${page.replace('src/pages/', '').replace('/index.tsx', '')}`)

const signIn = rows.find(({ page }) => page === signInPage)
if (!signIn) throw new Error(`no page ${signInPage} in the manifest`)
const faults = []
if (signIn.kilobytes > budgets.signIn) faults.push(`sign-in is ${signIn.kilobytes.toFixed(0)} kB, its budget is ${budgets.signIn} kB`)
if (rows[0].kilobytes > budgets.heaviest)
  faults.push(`${rows[0].page} is ${rows[0].kilobytes.toFixed(0)} kB, the budget of any page is ${budgets.heaviest} kB`)
for (const fault of faults) console.error(`over budget: ${fault}`)
process.exitCode = faults.length > 0 ? 1 : 0
