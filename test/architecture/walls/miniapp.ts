import { importsOf, linesWith, type SourceFile } from './source.ts'
import type { Fault, Wall } from './wall.ts'

const CODE = /^shared\/(format|states|calendar|access)\/|^shared\/glossary\.ts$/
const TYPES = /^shared\/contracts\//

export const miniappShares: Wall = {
  name: 'the resident app takes types from contracts, and code only from shared/{format,states,glossary,access,calendar}',
  instead: 'Every amount it shows comes from the server: ask for it there. For a shape of the API write `import type`.',
  check: (files) =>
    files
      .filter(({ path }) => path.startsWith('miniapp/src/'))
      .flatMap((file) =>
        importsOf(file)
          .filter(({ target, typeOnly }) => {
            if (target === null) return false
            if (target.startsWith('shared/')) return !(CODE.test(target) || (TYPES.test(target) && typeOnly))
            return !target.startsWith('miniapp/')
          })
          .map(({ line, specifier, typeOnly }) => ({ path: file.path, line, what: `imports ${typeOnly ? 'types of ' : ''}${specifier}` })),
      ),
}

/** Files of shared that end up in the app, with those they import in their turn (types leave nothing behind). */
function shippedFiles(files: readonly SourceFile[]): readonly SourceFile[] {
  const byPath = new Map(files.map((file) => [file.path, file]))
  const reached = new Set<string>()
  const visit = (file: SourceFile) => {
    for (const { target, typeOnly } of importsOf(file)) {
      if (typeOnly || target === null || !target.startsWith('shared/') || reached.has(target)) continue
      reached.add(target)
      const next = byPath.get(target)
      if (next) visit(next)
    }
  }
  for (const file of files) if (file.path.startsWith('miniapp/src/')) visit(file)
  return [...reached].sort().flatMap((path) => byPath.get(path) ?? [])
}

export const miniappShips: Wall = {
  name: 'what the resident app ships of shared runs on old phones: no zod, no BigInt, no tariff engine',
  instead: 'Keep shared/{format,states,glossary,access,calendar} free of imports from money, tariff, billing and contracts, and of BigInt.',
  check: (files) =>
    shippedFiles(files).flatMap((file): Fault[] => {
      const foreign = CODE.test(file.path) ? [] : [{ path: file.path, line: 1, what: 'is reached from miniapp/src' }]
      return [
        ...foreign,
        ...linesWith(file, /\bBigInt\b|\b\d+n\b|from 'zod'/).map(({ line, text }) => ({ path: file.path, line, what: text })),
      ]
    }),
}
