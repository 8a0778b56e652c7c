import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto'

/** A new RSA key of 2048 bits, PKCS#8 PEM. */
export function newPrivateKey(): string {
  return generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
}

/** Its public half, SPKI PEM. */
export function publicOf(privateKeyPem: string): string {
  return createPublicKey(createPrivateKey(privateKeyPem)).export({ type: 'spki', format: 'pem' }).toString()
}
