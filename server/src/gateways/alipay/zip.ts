import { inflateRawSync } from 'node:zlib'

export type ZipEntry = { readonly name: Buffer; readonly content: Buffer }

const END_SIGNATURE = 0x0605_4b50
const ENTRY_SIGNATURE = 0x0201_4b50
const LOCAL_SIGNATURE = 0x0403_4b50
const END_BYTES = 22
const LONGEST_COMMENT = 65_535

/**
 * The files of a small zip archive, by its central directory; names stay bytes, as bill files have theirs in GBK. Null for what is no
 * archive, is encrypted or of the 64-bit kind, or would unpack to more than `longestBytes` in all.
 */
export function readZip(bytes: Buffer, longestBytes: number): readonly ZipEntry[] | null {
  try {
    return readEntries(bytes, longestBytes)
  } catch {
    // offsets that lead out of the file, and content that can't be unpacked
    return null
  }
}

function readEntries(bytes: Buffer, longestBytes: number): readonly ZipEntry[] | null {
  const end = findEnd(bytes)
  if (end === null) return null
  const entries: ZipEntry[] = []
  let at = bytes.readUInt32LE(end + 16)
  let left = longestBytes
  for (let count = bytes.readUInt16LE(end + 10); count > 0; count -= 1) {
    if (bytes.readUInt32LE(at) !== ENTRY_SIGNATURE || (bytes.readUInt16LE(at + 8) & 1) !== 0) return null
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ]
    const name = bytes.subarray(at + 46, at + 46 + nameLength)
    const content = readContent(bytes, at, left)
    if (content === null) return null
    left -= content.length
    entries.push({ name, content })
    at += 46 + nameLength + extraLength + commentLength
  }
  return entries
}

function readContent(bytes: Buffer, entry: number, longestBytes: number): Buffer | null {
  const method = bytes.readUInt16LE(entry + 10)
  const packed = bytes.readUInt32LE(entry + 20)
  const unpacked = bytes.readUInt32LE(entry + 24)
  const local = bytes.readUInt32LE(entry + 42)
  if (bytes.readUInt32LE(local) !== LOCAL_SIGNATURE || unpacked > longestBytes) return null
  const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
  const data = bytes.subarray(start, start + packed)
  const content = method === 0 ? data : method === 8 ? inflateRawSync(data, { maxOutputLength: Math.max(1, unpacked) }) : null
  return content?.length === unpacked ? content : null
}

function findEnd(bytes: Buffer): number | null {
  const first = Math.max(0, bytes.length - END_BYTES - LONGEST_COMMENT)
  for (let at = bytes.length - END_BYTES; at >= first; at -= 1) if (bytes.readUInt32LE(at) === END_SIGNATURE) return at
  return null
}
