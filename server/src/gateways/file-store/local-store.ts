import { randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { checkKey, type FileStore, type StoreResult } from './port.ts'

/** A folder on the disk of this machine: for one machine. Written beside, then renamed: a file is there whole or not at all. */
export function createLocalFileStore(folder: string): FileStore {
  const root = path.resolve(folder)
  const placeOf = (key: string) => {
    checkKey(key)
    return path.join(root, ...key.split('/'))
  }
  return {
    async put(key, bytes) {
      const place = placeOf(key)
      return attempt(async () => {
        await mkdir(path.dirname(place), { recursive: true, mode: 0o750 })
        const beside = `${place}.${randomUUID()}.part`
        try {
          const file = await open(beside, 'wx', 0o640)
          try {
            await file.writeFile(bytes)
            await file.sync()
          } finally {
            await file.close()
          }
          await rename(beside, place)
        } finally {
          await rm(beside, { force: true })
        }
        return { kind: 'stored' }
      })
    },
    async get(key) {
      const place = placeOf(key)
      return attempt(async () => ({ kind: 'found', bytes: await readFile(place) }), { kind: 'missing' })
    },
    async look(key) {
      const place = placeOf(key)
      return attempt(async () => ({ kind: 'found', size: (await stat(place)).size }), { kind: 'missing' })
    },
    async remove(key) {
      const place = placeOf(key)
      return attempt(async () => {
        await rm(place, { force: true })
        return { kind: 'gone' }
      })
    },
  }
}

async function attempt<Answer, Missing = never>(work: () => Promise<Answer>, missing?: Missing): Promise<StoreResult<Answer | Missing>> {
  try {
    return await work()
  } catch (error) {
    const { code } = error as { code?: unknown }
    if (code === 'ENOENT' && missing) return missing
    return { kind: 'unknown', reason: typeof code === 'string' ? code : 'disk' }
  }
}
