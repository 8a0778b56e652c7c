import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** One file of the tree; `path` from the project's root, with slashes. */
export type SourceFile = { readonly path: string; readonly source: string }

export type Import = {
  readonly specifier: string
  /** Nothing of it is left at run time. */
  readonly typeOnly: boolean
  readonly line: number
  /** The file it points to, from the root; null for packages. */
  readonly target: string | null
}

export const root = fileURLToPath(new URL('../../../', import.meta.url))
const BUILT = new Set(['node_modules', 'dist', 'var', '.git'])
const TEXT = /\.(ts|mts|cts|tsx|js|mjs|cjs|jsx|scss|css|html|json|md|yml|yaml|sh|conf|service|example)$|^\.ci\/run$/

/** Every text file below the named folders or files of the project, built things left out. */
export function readTree(names: readonly string[] = ['.']): readonly SourceFile[] {
  const files: SourceFile[] = []
  const visit = (file: string) => {
    if (!existsSync(file)) return
    if (statSync(file).isDirectory()) {
      for (const name of readdirSync(file).sort()) if (!BUILT.has(name)) visit(path.join(file, name))
      return
    }
    const name = path.relative(root, file).split(path.sep).join('/')
    if (TEXT.test(name)) files.push({ path: name, source: readFileSync(file, 'utf8') })
  }
  for (const name of names) visit(path.join(root, name))
  return files
}

/** The same text with comments blanked, line by line, so that words in them count for nothing and line numbers stay. */
export function withoutComments(source: string): string {
  const blank = (text: string) => text.replace(/[^\n]/g, ' ')
  return source
    .replace(/^[ \t]*\/\*[\s\S]*?\*\//gm, blank)
    .replace(/(^|[ \t;,{(])\/\/[^\n]*/gm, (comment, before: string) => before + blank(comment.slice(before.length)))
}

const STATEMENT = /^(?:import|export)\s+(type\s+)?(?:([^;'"]*?)\s+from\s+)?['"]([^'"]+)['"]/gm
const CALL = /\b(?:import|require)\(\s*['"]([^'"]+)['"]\s*\)/g

/** Static and dynamic imports of a file formatted as ours are: one statement starts a line. */
export function importsOf(file: SourceFile): readonly Import[] {
  const code = withoutComments(file.source)
  const found: Import[] = []
  const add = (specifier: string, typeOnly: boolean, at: number) =>
    found.push({ specifier, typeOnly, line: code.slice(0, at).split('\n').length, target: targetOf(file.path, specifier) })
  for (const match of code.matchAll(STATEMENT)) add(match[3] ?? '', match[1] !== undefined, match.index)
  for (const match of code.matchAll(CALL)) add(match[1] ?? '', false, match.index)
  return found
}

function targetOf(from: string, specifier: string): string | null {
  if (!specifier.startsWith('.')) return null
  return path.posix.normalize(path.posix.join(path.posix.dirname(from), specifier))
}

/** The package of a bare specifier: `@koa/router`, `mysql2` for mysql2/promise, `node:fs`. */
export function packageOf(specifier: string): string | null {
  if (specifier.startsWith('.')) return null
  const [first = '', second = ''] = specifier.split('/')
  return first.startsWith('@') ? `${first}/${second}` : first
}

/** Lines of code (comments blanked) that match, with their numbers. */
export function linesWith(file: SourceFile, pattern: RegExp): readonly { readonly line: number; readonly text: string }[] {
  return withoutComments(file.source)
    .split('\n')
    .map((text, index) => ({ line: index + 1, text: text.trim() }))
    .filter(({ text }) => pattern.test(text))
}
