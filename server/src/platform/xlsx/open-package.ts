import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl'
import { XlsxRefused } from './xlsx-refused.ts'

/** What a hostile file must not exceed. Sizes in bytes. */
export type XlsxLimits = {
  /** Files inside the file. */
  readonly entries: number
  /** Of everything that is read of it, once unpacked. */
  readonly unpackedBytes: number
  /** Unpacked against packed, of one entry larger than `ratioFromBytes`. */
  readonly ratio: number
  readonly ratioFromBytes: number
  /** Rows and cells the sheet may hold, blank ones too. */
  readonly rows: number
  readonly columns: number
  readonly cells: number
  readonly textLength: number
  /** Of all texts that cells share. */
  readonly sharedCharacters: number
}

/** A hundred thousand rows of thirty columns fit several times; a bomb stops long before it hurts. */
export const xlsxLimits: XlsxLimits = {
  entries: 200,
  unpackedBytes: 400_000_000,
  ratio: 200,
  ratioFromBytes: 5_000_000,
  rows: 150_000,
  columns: 200,
  cells: 6_000_000,
  textLength: 1_000,
  sharedCharacters: 40_000_000,
}

/** The parts of a workbook by name; each is unpacked while it is read and never held. */
export type Package = {
  readonly names: readonly string[]
  read(name: string): AsyncGenerator<Uint8Array>
  close(): void
}

/** Opens the zip. Throws XlsxRefused for what is no workbook, is encrypted, has macros, or says of itself that it is too large. */
export async function openPackage(bytes: Buffer, limits: XlsxLimits): Promise<Package> {
  const zip = await opened(bytes)
  const entries = new Map<string, Entry>()
  try {
    for await (const entry of zip.eachEntry()) {
      if (entries.size >= limits.entries) throw new XlsxRefused('文件内部结构异常（内含文件过多），请另存为新的 .xlsx 后再上传')
      if (entries.has(entry.fileName)) throw new XlsxRefused('文件内部结构异常（内含同名文件），请另存为新的 .xlsx 后再上传')
      entries.set(entry.fileName, entry)
    }
  } catch (error) {
    zip.close()
    throw error instanceof XlsxRefused ? error : broken()
  }
  for (const { fileName } of entries.values()) {
    if (/vbaProject\.bin$/i.test(fileName)) throw new XlsxRefused('文件含有宏，请另存为不含宏的 .xlsx 后再上传')
    if (/^xl\/externalLinks\//i.test(fileName)) throw new XlsxRefused('文件含有指向其他文件的链接，请断开链接、粘贴为数值后再上传')
  }
  let unpacked = 0
  return {
    names: [...entries.keys()],
    close: () => zip.close(),
    async *read(name) {
      const entry = entries.get(name)
      if (!entry) throw broken()
      if (entry.isEncrypted()) throw new XlsxRefused('文件设有密码，请取消密码后再上传')
      let own = 0
      for await (const chunk of await stream(zip, entry)) {
        own += chunk.length
        unpacked += chunk.length
        if (unpacked > limits.unpackedBytes) throw tooLarge()
        if (own > limits.ratioFromBytes && own > entry.compressedSize * limits.ratio) throw tooLarge()
        yield chunk
      }
    },
  }
}

async function opened(bytes: Buffer): Promise<ZipFile> {
  try {
    return await fromBufferPromise(bytes, { lazyEntries: true, autoClose: false, validateEntrySizes: true })
  } catch {
    throw new XlsxRefused('这不是 Excel 工作簿（.xlsx），请用下载的模板填写后上传')
  }
}

/** What the stream itself finds wrong (a size that is not as announced, a broken deflate) is a broken file to whoever uploaded it. */
async function* stream(zip: ZipFile, entry: Entry): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of await zip.openReadStreamPromise(entry)) yield chunk as Buffer
  } catch {
    throw broken()
  }
}

export function broken(): XlsxRefused {
  return new XlsxRefused('文件已损坏或不完整，请在 Excel 中打开并另存为 .xlsx 后再上传')
}

function tooLarge(): XlsxRefused {
  return new XlsxRefused('文件解压后过大，请删除多余的空白行列和工作表后再上传')
}
