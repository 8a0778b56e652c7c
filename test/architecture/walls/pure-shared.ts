import { importsOf, linesWith, packageOf } from './source.ts'
import type { Wall } from './wall.ts'

const inShared = (path: string) => path.startsWith('shared/') && path.endsWith('.ts')

export const sharedImports: Wall = {
  name: 'shared imports only shared, and zod only in contracts',
  instead: 'Hand in what the code needs as a parameter, or move the file to the floor that may know it.',
  check: (files) =>
    files
      .filter(({ path }) => inShared(path))
      .flatMap((file) =>
        importsOf(file)
          .filter(({ specifier, target }) => {
            if (target !== null) return !target.startsWith('shared/')
            return !(packageOf(specifier) === 'zod' && file.path.startsWith('shared/contracts/'))
          })
          .map(({ line, specifier }) => ({ path: file.path, line, what: `imports ${specifier}` })),
      ),
}

const OUTSIDE =
  /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bperformance\.|\bcrypto\.|\bprocess\.|\bfetch\(|\bsetTimeout\(|\bsetInterval\(|\bconsole\.|\bglobalThis\b|\brequire\(|\bBuffer\b/

export const sharedPurity: Wall = {
  name: 'shared has no clock, no randomness and no input or output',
  instead: 'Take the instant, the day or the random text as a parameter; the server has platform/clock.ts and platform/crypto.ts.',
  check: (files) =>
    files
      .filter(({ path }) => inShared(path))
      .flatMap((file) => linesWith(file, OUTSIDE).map(({ line, text }) => ({ path: file.path, line, what: text }))),
}
