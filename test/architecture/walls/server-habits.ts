import { linesWith } from './source.ts'
import type { Wall } from './wall.ts'

const inServer = (path: string) => path.startsWith('server/src/') && path.endsWith('.ts') && !path.startsWith('server/src/simulators/')

export const injectedClock: Wall = {
  name: 'the clock is injected',
  instead: 'Take `clock: Clock` in the deps and ask clock.now() or clock.today(): tests and the demo move it.',
  check: (files) =>
    files
      .filter(({ path }) => inServer(path) && !/\/platform\/([a-z]+-)?(clock|logger)\.ts$/.test(path))
      .flatMap((file) => linesWith(file, /\bDate\.now\b|\bnew Date\(\)/).map(({ line, text }) => ({ path: file.path, line, what: text }))),
}

/** What only one engine knows, or what the two answer differently without a word. */
const ONE_ENGINE = new RegExp(
  [
    String.raw`\b(NOW|CURDATE|CURRENT_TIMESTAMP|UTC_TIMESTAMP|UNIX_TIMESTAMP|DATE_FORMAT|DATE_ADD|DATE_SUB|STR_TO_DATE|STRFTIME|JULIANDAY|DATETIME|YEAR|MONTH)\s*\(`,
    String.raw`\b(JSON_\w+|CONCAT|CONCAT_WS|GROUP_CONCAT|IFNULL|IIF|GREATEST|LEAST|FIND_IN_SET|RAND|LAST_INSERT_ID)\s*\(`,
    String.raw`\bINSERT\s+(IGNORE|OR)\b|\bREPLACE\s+INTO\b|\bON\s+DUPLICATE\s+KEY\b|\bON\s+CONFLICT\b|\bRETURNING\b|\bSKIP\s+LOCKED\b|\bFOR\s+UPDATE\b|\bLOCK\s+IN\s+SHARE\b|\bSTRAIGHT_JOIN\b`,
    String.raw`\bbulkCreate\b|\bupsert\(|\bfindOrCreate\(`,
  ].join('|'),
)

export const commonSql: Wall = {
  name: 'statements use only what both engines answer alike',
  instead:
    'Days, months and seasons are stored columns; join text in TypeScript; insert through unit.insert; lock through unit.selectForUpdate or selectForShare; claim by compare-and-set. What truly differs belongs in database/.',
  check: (files) =>
    files
      .filter(({ path }) => inServer(path) && !path.startsWith('server/src/database/'))
      .flatMap((file) => linesWith(file, ONE_ENGINE).map(({ line, text }) => ({ path: file.path, line, what: text }))),
}

export const loggedNotPrinted: Wall = {
  name: 'the server logs, it does not print',
  instead: 'Use the logger of the deps: structured, with secrets and personal data cut out. Only main.ts speaks to the terminal.',
  check: (files) =>
    files
      .filter(({ path }) => inServer(path) && path !== 'server/src/main.ts')
      .flatMap((file) =>
        linesWith(file, /\bconsole\.\w+\(|process\.std(out|err)\.write\(/).map(({ line, text }) => ({ path: file.path, line, what: text })),
      ),
}
