import { isCode, type Wall } from './wall.ts'

/** These files name what they forbid. */
const names = (path: string) => path.startsWith('test/architecture/')

const MARKERS =
  /\b(TODO|FIXME|XXX|HACK)\b|biome-ignore|eslint-disable|@ts-(ignore|expect-error|nocheck)|\b(describe|it|context)\.only\(|^\s*debugger\b/

export const nothingLeftUndone: Wall = {
  name: 'no marker of unfinished or silenced work',
  instead:
    'Finish it, or open an issue and leave the code whole. A rule that is wrong for us is changed in biome.json, once, with the reason.',
  check: (files) =>
    files
      .filter(({ path }) => (isCode(path) || /\.(s?css|md|yml|yaml|html)$|^\.ci\//.test(path)) && !names(path))
      .flatMap(({ path, source }) =>
        source
          .split('\n')
          .map((text, index) => ({ path, line: index + 1, what: text.trim() }))
          .filter(({ what }) => MARKERS.test(what)),
      ),
}

const VAGUE = /^(utils?|helpers?|common|misc|managers?|stuff|lib)$/i

export const sayingNames: Wall = {
  name: 'a file or folder says what is in it',
  instead:
    'Name it after the business word or the one thing it does; split it when it does several. (scripts/lib holds the parts of our commands.)',
  check: (files) =>
    files.flatMap(({ path }) => {
      const parts = path.split('/').map((part, index, all) => (index === all.length - 1 ? (part.split('.')[0] ?? '') : part))
      return parts.some((part) => VAGUE.test(part)) && !path.startsWith('scripts/lib/') ? [{ path, line: 1, what: 'says nothing' }] : []
    }),
}

const LINES_AT_MOST = 350

export const smallFiles: Wall = {
  name: `no file has more than ${LINES_AT_MOST} lines`,
  instead: 'Find the second thing it does and give that a file of its own.',
  check: (files) =>
    files
      .filter(({ path }) => isCode(path) || /\.(s?css|sh)$/.test(path))
      .flatMap(({ path, source }) => {
        const count = source.trimEnd().split('\n').length
        return count > LINES_AT_MOST ? [{ path, line: count, what: `has ${count} lines` }] : []
      }),
}

const PLACES = /(^|[\s'"`(=:])\/(work|root|home|Users|tmp)\/\w|[A-Z]:\\\\Users|registry\.npm|npmmirror|\bdeb\.debian\b/

export const noPrivatePlaces: Wall = {
  name: 'nothing names one person’s machine or a package registry',
  instead: 'Use os.tmpdir(), a path from the project’s root, a setting, or an example such as /opt/nuanzhang.',
  check: (files) =>
    files
      .filter(({ path }) => !names(path))
      .flatMap(({ path, source }) =>
        source
          .split('\n')
          .map((text, index) => ({ path, line: index + 1, what: text.trim().slice(0, 160) }))
          .filter(({ what }) => PLACES.test(what)),
      ),
}
