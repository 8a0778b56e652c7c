import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { inRoot, inVar, root } from './root.mjs'

const BUILT = new Set(['node_modules', 'dist', 'var'])

/** All files below the named files and folders, in one order on every machine. A name that does not exist counts for nothing. */
function filesOf(names) {
  const files = []
  const visit = (file) => {
    if (!existsSync(file)) return
    if (!statSync(file).isDirectory()) {
      files.push(file)
      return
    }
    for (const name of readdirSync(file).sort()) if (!BUILT.has(name)) visit(path.join(file, name))
  }
  for (const name of names) visit(inRoot(name))
  return files
}

/** SHA-256 over names and contents of files and folders of the project, and over `facts` that matter besides them; `only` says which files count. */
export function fingerprintOf(names, { facts = [], only = /./ } = {}) {
  const hash = createHash('sha256')
  for (const fact of facts) hash.update(`${fact}\0`)
  for (const file of filesOf(names)) {
    if (!only.test(file)) continue
    hash.update(`${path.relative(root, file).split(path.sep).join('/')}\0`)
    hash.update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

const noteOf = (name) => inVar('fingerprints', name)

/** True when `outputs` are there and were made from what `fingerprint` stands for. */
export function isFresh(name, fingerprint, outputs) {
  if (!outputs.every((output) => existsSync(inRoot(output)))) return false
  return fingerprintNoted(name) === fingerprint
}

/** What `name` was last made from; null when it has to be made. */
export function fingerprintNoted(name) {
  return existsSync(noteOf(name)) ? readFileSync(noteOf(name), 'utf8') : null
}

export function noteFresh(name, fingerprint) {
  mkdirSync(inVar('fingerprints'), { recursive: true })
  writeFileSync(noteOf(name), fingerprint)
}

/** Before work begins, so that work which is broken off is done again. */
export function noteStale(name) {
  rmSync(noteOf(name), { force: true })
}
