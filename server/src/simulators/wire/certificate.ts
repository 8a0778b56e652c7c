import { createPublicKey, randomBytes, sign, X509Certificate } from 'node:crypto'

/** Who signs; without one a certificate signs itself. */
export type Issuer = { readonly privateKeyPem: string; readonly commonName: string }

/** X.509 v3 certificates, written as DER by hand: it is forty lines, and saves a dependency. */
export function issueCertificate({
  privateKeyPem,
  commonName,
  validFromAt,
  validUntilAt,
  issuer = { privateKeyPem, commonName },
}: {
  readonly privateKeyPem: string
  readonly commonName: string
  readonly validFromAt: number
  readonly validUntilAt: number
  readonly issuer?: Issuer
}): { readonly pem: string; readonly serialNo: string } {
  const serial = randomBytes(20)
  // positive and without a leading zero byte: exactly 40 digits when printed
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40
  const algorithm = sequence(objectId('2a 86 48 86 f7 0d 01 01 0b'), der(0x05, Buffer.alloc(0)))
  const tbs = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, serial),
    algorithm,
    nameOf(issuer.commonName),
    sequence(generalizedTime(validFromAt), generalizedTime(validUntilAt)),
    nameOf(commonName),
    createPublicKey(privateKeyPem).export({ type: 'spki', format: 'der' }),
  )
  const signature = sign('RSA-SHA256', tbs, issuer.privateKeyPem)
  const raw = sequence(tbs, algorithm, der(0x03, Buffer.concat([Buffer.from([0]), signature])))
  const base64 = raw.toString('base64').replace(/.{1,64}/g, '$&\n')
  const pem = `-----BEGIN CERTIFICATE-----\n${base64}-----END CERTIFICATE-----\n`
  return { pem, serialNo: new X509Certificate(pem).serialNumber }
}

function nameOf(commonName: string): Buffer {
  return sequence(set(sequence(objectId('55 04 0a'), utf8('Nuanzhang simulator'))), set(sequence(objectId('55 04 03'), utf8(commonName))))
}

function der(tag: number, content: Buffer): Buffer {
  const { length } = content
  const header = length < 0x80 ? [tag, length] : length < 0x100 ? [tag, 0x81, length] : [tag, 0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from(header), content])
}

const sequence = (...parts: Buffer[]) => der(0x30, Buffer.concat(parts))
const set = (...parts: Buffer[]) => der(0x31, Buffer.concat(parts))
const utf8 = (value: string) => der(0x0c, Buffer.from(value))
const objectId = (hex: string) => der(0x06, Buffer.from(hex.replaceAll(' ', ''), 'hex'))

function generalizedTime(at: number): Buffer {
  return der(0x18, Buffer.from(`${new Date(at).toISOString().slice(0, 19).replace(/\D/g, '')}Z`))
}
