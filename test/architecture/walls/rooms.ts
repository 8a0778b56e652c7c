import { importsOf } from './source.ts'
import type { Wall } from './wall.ts'

/**
 * The rooms in their one order: a room may import any room named before it. Audit stands first, because every room that
 * writes says so there, and it knows none of them.
 */
export const ROOMS = [
  ...['audit', 'tenancy'],
  ...['staff', 'files', 'messaging', 'approvals'],
  ...['households', 'residents'],
  ...['tariffs', 'metering'],
  'ledger',
  'billing',
  ...['payments', 'counter'],
  ...['agency', 'reconciliation', 'invoicing'],
  ...['valve-orders', 'tickets', 'inspections', 'temperature'],
  ...['suspensions', 'disputes', 'poor-heat'],
  ...['dunning', 'targets'],
  ...['energy', 'service-desk'],
  ...['exchange', 'open-api', 'subscription'],
]

const MODULES = 'server/src/modules/'
const roomOf = (path: string) => (path.startsWith(MODULES) ? (path.slice(MODULES.length).split('/')[0] ?? '') : null)

export const knownRooms: Wall = {
  name: 'one business word is one folder name on all floors',
  instead: `Use the room's own name. Rooms: ${ROOMS.join(', ')}. A new room takes its place in this order first.`,
  check: (files) =>
    files.flatMap(({ path }) => {
      const named =
        /^(?:server\/src\/modules|admin\/src\/pages|test\/api)\/([^/]+)\//.exec(path)?.[1] ??
        /^shared\/contracts\/([^/]+)\.ts$/.exec(path)?.[1]
      const plumbing = ['jobs', 'fields', 'problem', 'workbench', 'http', 'support']
      if (named === undefined || ROOMS.includes(named) || (plumbing.includes(named) && !path.startsWith(MODULES))) return []
      return [{ path, line: 1, what: `"${named}" is no room` }]
    }),
}

export const roomsByTheDoor: Wall = {
  name: 'rooms meet only through index.ts',
  instead: 'Export what others need from that room’s index.ts and import it from there.',
  check: (files) =>
    files
      .filter(({ path }) => path.startsWith(MODULES))
      .flatMap((file) =>
        importsOf(file)
          .filter(({ target }) => {
            const other = target === null ? null : roomOf(target)
            return other !== null && other !== roomOf(file.path) && target !== `${MODULES}${other}/index.ts`
          })
          .map(({ line, specifier }) => ({ path: file.path, line, what: `imports ${specifier}` })),
      ),
}

export const roomsInOrder: Wall = {
  name: 'a room imports only rooms before it',
  instead: 'Move the act to the later room, or let compose.ts hand in a function that answers what the earlier room must ask.',
  check: (files) =>
    files
      .filter(({ path }) => path.startsWith(MODULES))
      .flatMap((file) => {
        const own = roomOf(file.path) ?? ''
        return importsOf(file)
          .filter(({ target }) => {
            const other = target === null ? null : roomOf(target)
            return other !== null && other !== own && ROOMS.indexOf(other) >= ROOMS.indexOf(own)
          })
          .map(({ line, specifier }) => ({ path: file.path, line, what: `${own} imports ${specifier}` }))
      }),
}
