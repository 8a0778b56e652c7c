import { linesWith } from './source.ts'
import { isCode, type Wall } from './wall.ts'

const ROUNDS = /Math\.(round|floor|ceil|trunc)\(|\.toFixed\(|\bparseFloat\(|[^/*]\/ ?100\b|\* ?0\.\d/
const MONEY = /[fF]en\b|[yY]uan\b|[aA]mount\b/

export const oneRounding: Wall = {
  name: 'only shared/money rounds an amount',
  instead:
    'Compute one exact fraction and round it once: shared/money/round.ts. To show fen use shared/format/amount.ts, which moves the point in text and divides nothing.',
  check: (files) =>
    files
      .filter(
        ({ path }) =>
          isCode(path) &&
          /^(shared|server\/src|admin\/src|miniapp\/src|scripts|config)\//.test(path) &&
          !/^shared\/money\/|^server\/src\/simulators\//.test(path),
      )
      .flatMap((file) =>
        linesWith(file, ROUNDS)
          .filter(({ text }) => MONEY.test(text))
          .map(({ line, text }) => ({ path: file.path, line, what: text })),
      ),
}
