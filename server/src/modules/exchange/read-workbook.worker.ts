import { parentPort, workerData } from 'node:worker_threads'
import { readWorkbook, type SheetKind } from './read-workbook.ts'

type Given = { readonly bytes: Uint8Array; readonly reference: SheetKind }

/** Reads and never opens the database. One piece for each 'next' of the main thread, so that neither side piles anything up. */
const { bytes, reference } = workerData as Given
const pieces = readWorkbook(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), reference)
parentPort?.on('message', async () => {
  try {
    const { value, done } = await pieces.next()
    parentPort?.postMessage(done ? { done: true } : { piece: value })
  } catch (error) {
    parentPort?.postMessage({ error: String((error as Error).stack ?? error) })
  }
})
