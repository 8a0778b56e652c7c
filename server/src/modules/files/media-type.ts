/** What may be uploaded, told by the first bytes: neither the name nor what the browser says is believed. */
export const mediaTypes = {
  'application/pdf': { extension: 'pdf', begins: (bytes: Buffer) => bytes.subarray(0, 5).toString('latin1') === '%PDF-' },
  'image/jpeg': { extension: 'jpg', begins: (bytes: Buffer) => bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])) },
  'image/png': {
    extension: 'png',
    begins: (bytes: Buffer) => bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])),
  },
  'image/webp': {
    extension: 'webp',
    begins: (bytes: Buffer) => bytes.subarray(0, 4).toString('latin1') === 'RIFF' && bytes.subarray(8, 12).toString('latin1') === 'WEBP',
  },
} as const

export type MediaType = keyof typeof mediaTypes

/** Null for what is none of them. */
export function mediaTypeOf(bytes: Buffer): MediaType | null {
  return (Object.keys(mediaTypes) as MediaType[]).find((type) => mediaTypes[type].begins(bytes)) ?? null
}

/** A name whose ending agrees with the bytes, so that whoever saves it opens it as what it is. */
export function nameFor(name: string, mediaType: MediaType): string {
  const { extension } = mediaTypes[mediaType]
  const fits = name.toLowerCase().endsWith(`.${extension}`) || (extension === 'jpg' && name.toLowerCase().endsWith('.jpeg'))
  return fits ? name : `${name.slice(0, 200 - extension.length - 1)}.${extension}`
}
