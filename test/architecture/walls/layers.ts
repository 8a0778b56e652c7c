import { importsOf, packageOf } from './source.ts'
import type { Wall } from './wall.ts'

const inServer = (path: string) => path.startsWith('server/src/') && path.endsWith('.ts')
const inside = (path: string) => path.slice('server/src/'.length)

const knowsHttp = (path: string) => /^(http\/|(app|main|compose|ground)\.ts$)/.test(inside(path)) || /\.(routes|callbacks)\.ts$/.test(path)
const knowsSql = (path: string) => /^(database|reports)\//.test(inside(path)) || /\.(model|repository)\.ts$/.test(path)

export const koaOnlyAtTheDoor: Wall = {
  name: 'only http/, *.routes.ts, *.callbacks.ts, app.ts and main.ts import koa or http/',
  instead: 'A use-case takes a Caller and plain values and throws a DomainError; put what concerns the request into the *.routes.ts file.',
  check: (files) =>
    files
      .filter(({ path }) => inServer(path) && !knowsHttp(path) && !path.startsWith('server/src/simulators/'))
      .flatMap((file) =>
        importsOf(file)
          .filter(
            ({ specifier, target }) => /^(koa|@koa\/|raw-body$)/.test(packageOf(specifier) ?? '') || target?.startsWith('server/src/http/'),
          )
          .map(({ line, specifier }) => ({ path: file.path, line, what: `imports ${specifier}` })),
      ),
}

export const sequelizeOnlyInRepositories: Wall = {
  name: 'only database/, reports/, *.model.ts and *.repository.ts import sequelize or a database driver',
  instead: 'Write the statement in the room’s *.repository.ts on the Unit it is given, and call that.',
  check: (files) =>
    files
      .filter(({ path }) => inServer(path) && !knowsSql(path))
      .flatMap((file) =>
        importsOf(file)
          .filter(({ specifier }) => ['sequelize', 'umzug', 'mysql2', 'node-sqlite3-wasm'].includes(packageOf(specifier) ?? ''))
          .map(({ line, specifier }) => ({ path: file.path, line, what: `imports ${specifier}` })),
      ),
}

export const portsNotClients: Wall = {
  name: 'a room knows gateways by their port.ts only',
  instead: 'Take the port in the deps of the room’s create function; compose.ts hands in the client.',
  check: (files) =>
    files
      .filter(({ path }) => path.startsWith('server/src/modules/') && path.endsWith('.ts'))
      .flatMap((file) =>
        importsOf(file)
          .filter(({ target }) => target?.startsWith('server/src/gateways/') && !target.endsWith('/port.ts'))
          .map(({ line, specifier }) => ({ path: file.path, line, what: `imports ${specifier}` })),
      ),
}

/** What each floor of the server may stand on. Rooms have an order of their own (rooms.ts); compose, app and main join the floors. */
const FLOORS: Readonly<Record<string, readonly string[]>> = {
  platform: ['platform'],
  database: ['database', 'platform'],
  jobs: ['jobs', 'database', 'platform', 'http'],
  http: ['http', 'jobs', 'database', 'platform'],
  gateways: ['gateways', 'platform'],
  reports: ['reports', 'http', 'database', 'platform', 'modules'],
  modules: ['modules', 'reports', 'gateways', 'jobs', 'http', 'database', 'platform'],
  simulators: ['simulators'],
}
const TOP = ['compose.ts', 'ground.ts', 'app.ts', 'admin-socket.ts', 'main.ts']

export const floors: Wall = {
  name: 'each floor of the server stands only on the floors below it',
  instead:
    'Floors, from below: platform; database; jobs and http; gateways; reports and modules (a room may read through a report); compose.ts, ground.ts, app.ts, main.ts. What a lower floor must ask of a higher one is a function handed in by compose.ts.',
  check: (files) =>
    files
      .filter(({ path }) => inServer(path))
      .flatMap((file) => {
        const floor = inside(file.path).split('/')[0] ?? ''
        if (TOP.includes(floor)) return []
        const allowed = FLOORS[floor]
        if (!allowed) return [{ path: file.path, line: 1, what: `server/src/${floor} is no floor of the house` }]
        return importsOf(file)
          .filter(({ target }) => target?.startsWith('server/src/') && !allowed.includes(inside(target).split('/')[0] ?? ''))
          .map(({ line, specifier }) => ({ path: file.path, line, what: `${floor} imports ${specifier}` }))
      }),
}

export const simulatorsStandAlone: Wall = {
  name: 'simulators share no code with the server, and the server none with them',
  instead:
    'A simulator speaks the wire protocol by itself, so that a mistake on one side is seen on the other. Write it again there; join them by settings.',
  check: (files) =>
    files
      .filter(({ path }) => /^(server\/src|shared)\//.test(path) && path.endsWith('.ts'))
      .flatMap((file) => {
        const simulator = file.path.startsWith('server/src/simulators/')
        return importsOf(file)
          .filter(({ target }) => target !== null && target.startsWith('server/src/simulators/') !== simulator)
          .map(({ line, specifier }) => ({ path: file.path, line, what: `imports ${specifier}` }))
      }),
}

export const reportsOnlyRead: Wall = {
  name: 'reports write nothing',
  instead: 'A report takes a ReadUnit (database.read or database.snapshot). What changes a row is a use-case of its room.',
  check: (files) =>
    files
      .filter(({ path }) => path.startsWith('server/src/reports/'))
      .flatMap((file) =>
        file.source
          .split('\n')
          .map((text, index) => ({ path: file.path, line: index + 1, what: text.trim() }))
          .filter(({ what }) =>
            /\.(insert|execute|write|selectForUpdate|newId)\(|\b(INSERT INTO|REPLACE INTO|DELETE FROM|CREATE TABLE|ALTER TABLE)\b|\bUPDATE \w+ SET\b|import .*\bUnit\b/.test(
              what,
            ),
          ),
      ),
}
