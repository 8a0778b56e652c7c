import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Piece, SheetKind } from './read-workbook.ts'
import { fault } from './sheet-fault.ts'

/** Built, the thread is JavaScript; in development and tests the sources run as they are, and a thread has to be taught TypeScript first. */
const fromSource = import.meta.url.endsWith('.ts')
const SOURCE_START = `import('tsx/esm/api').then(({ register }) => { register(); return import(${JSON.stringify(new URL('./read-workbook.worker.ts', import.meta.url).href)}) })`
const HEAP_MB = 300

type Answer = { readonly piece?: Piece; readonly done?: true; readonly error?: string }

/**
 * The pieces of a workbook, read in a thread of its own whose heap cannot grow beyond 300 MB: a file that gets past every limit ends its
 * thread, is refused, and nothing else is harmed.
 */
export async function* readInThread(bytes: Uint8Array, reference: SheetKind): AsyncGenerator<Piece> {
  const options = { workerData: { bytes, reference }, resourceLimits: { maxOldGenerationSizeMb: HEAP_MB } }
  const thread = fromSource
    ? new Worker(SOURCE_START, { ...options, eval: true })
    : new Worker(new URL('./read-workbook.worker.js', import.meta.url), options)
  try {
    for (;;) {
      const answered = once(thread, 'message')
      thread.postMessage('next')
      const [{ piece, done, error }] = (await answered) as [Answer]
      if (error) throw new Error(error)
      if (done || !piece) return
      yield piece
    }
  } catch (error) {
    if ((error as { code?: string }).code !== 'ERR_WORKER_OUT_OF_MEMORY') throw error
    yield { kind: 'end', faults: [fault(null, null, '文件内容过多，请分成几个文件上传')] }
  } finally {
    await thread.terminate()
  }
}
