import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Table } from '../../server/src/database/table.ts'
import { readTree, root } from './walls/source.ts'

/** Loads every *.model.ts of the server, wherever it stands, and answers all tables by name. */
export async function everyTable(): Promise<ReadonlyMap<string, Table>> {
  const models = readTree(['server/src']).filter((file) => file.path.endsWith('.model.ts'))
  const load = (file: string) => import(pathToFileURL(path.join(root, file)).href)
  for (const model of models) await load(model.path)
  // The registry of the modules just loaded: a loader may hold another copy for static imports.
  const { allTables } = (await load('server/src/database/table.ts')) as { allTables(): readonly Table[] }
  return new Map(allTables().map((table) => [table.name, table]))
}
