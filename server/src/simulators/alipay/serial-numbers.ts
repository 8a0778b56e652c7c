import { createHash, X509Certificate } from 'node:crypto'

/** The number Alipay calls a certificate by: MD5 of `CN=…,O=…` of the issuer (last part first) and the serial number in decimals. */
export function certificateSerial(pem: string): string {
  const { issuer, serialNumber } = new X509Certificate(pem)
  const parts = issuer.split('\n').reverse()
  return createHash('md5')
    .update(`${parts.join(',')}${BigInt(`0x${serialNumber}`)}`)
    .digest('hex')
}
