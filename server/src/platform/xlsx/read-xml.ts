import { StringDecoder } from 'node:string_decoder'
import { SaxesParser } from 'saxes'
import { broken } from './open-package.ts'
import { XlsxRefused } from './xlsx-refused.ts'

export type XmlHandler = {
  open?(name: string, attributes: Readonly<Record<string, string>>): void
  close?(name: string): void
  text?(text: string): void
}

/**
 * Walks through one part. Yields after every piece read, so that a caller can hand on what has come together. Names are without
 * prefix. A document type (the door for entities) is refused: Excel never writes one.
 */
export async function* readXml(pieces: AsyncIterable<Uint8Array>, handler: XmlHandler): AsyncGenerator<void> {
  const parser = new SaxesParser()
  const decoder = new StringDecoder('utf8')
  parser.on('doctype', () => {
    throw new XlsxRefused('文件含有不允许的 XML 声明，请在 Excel 中另存为新的 .xlsx 后再上传')
  })
  parser.on('error', () => {
    throw broken()
  })
  parser.on('opentag', ({ name, attributes }) => handler.open?.(local(name), attributes as Record<string, string>))
  parser.on('closetag', ({ name }) => handler.close?.(local(name)))
  parser.on('text', (text) => handler.text?.(text))
  for await (const piece of pieces) {
    parser.write(decoder.write(Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength)))
    yield
  }
  parser.write(decoder.end())
  parser.close()
  yield
}

/** Reads a small part whole. */
export async function walkXml(pieces: AsyncIterable<Uint8Array>, handler: XmlHandler): Promise<void> {
  for await (const _ of readXml(pieces, handler));
}

function local(name: string): string {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}
