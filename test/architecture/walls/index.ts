import { floors, koaOnlyAtTheDoor, portsNotClients, reportsOnlyRead, sequelizeOnlyInRepositories, simulatorsStandAlone } from './layers.ts'
import { miniappShares, miniappShips } from './miniapp.ts'
import { oneRounding } from './money.ts'
import { sharedImports, sharedPurity } from './pure-shared.ts'
import { knownRooms, roomsByTheDoor, roomsInOrder } from './rooms.ts'
import { commonSql, injectedClock, loggedNotPrinted } from './server-habits.ts'
import { noPrivatePlaces, nothingLeftUndone, sayingNames, smallFiles } from './tidiness.ts'
import type { Wall } from './wall.ts'

/** Every wall that can be judged by reading the sources. */
export const walls: readonly Wall[] = [
  sharedImports,
  sharedPurity,
  koaOnlyAtTheDoor,
  sequelizeOnlyInRepositories,
  portsNotClients,
  floors,
  simulatorsStandAlone,
  reportsOnlyRead,
  knownRooms,
  roomsByTheDoor,
  roomsInOrder,
  miniappShares,
  miniappShips,
  oneRounding,
  injectedClock,
  commonSql,
  loggedNotPrinted,
  nothingLeftUndone,
  sayingNames,
  smallFiles,
  noPrivatePlaces,
]
