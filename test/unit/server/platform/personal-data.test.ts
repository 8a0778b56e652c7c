import assert from 'node:assert/strict'
import fc from 'fast-check'
import { createPersonalData } from '../../../../server/src/platform/personal-data.ts'

const secrets = { personalDataKey: 'a key of tests that encrypts nobody', tokenSecret: 'a secret of tests, known to everybody' }
const data = createPersonalData(secrets)

describe('personal data at rest', () => {
  it('comes back as it was, and looks different every time', () =>
    fc.assert(
      fc.property(fc.string(), (text) => {
        const [one, other] = [data.seal(text), data.seal(text)]
        assert.equal(data.open(one), text)
        assert.notEqual(one, other)
      }),
    ))

  it('that was changed, or sealed with another key, is not opened', () => {
    const sealed = data.seal('11010119900101100X')
    const [version, iv = '', tag = '', text = ''] = sealed.split('.')
    const other = (part: string) => `${part.startsWith('A') ? 'B' : 'A'}${part.slice(1)}`
    for (const parts of [
      [other(iv), tag, text],
      [iv, other(tag), text],
      [iv, tag, other(text)],
    ])
      assert.throws(() => data.open([version, ...parts].join('.')))
    assert.throws(() => data.open(`v2.${iv}.${tag}.${text}`))
    assert.throws(() => createPersonalData({ ...secrets, personalDataKey: 'another key of tests, also 32 long' }).open(sealed))
  })

  it('is not taken without a key', () => {
    const without = createPersonalData({ ...secrets, personalDataKey: null })
    assert.equal(without.canSeal, false)
    assert.throws(() => without.seal('x'), /PERSONAL_DATA_KEY/)
  })

  it('has fingerprints that tell texts apart and need the secret', () => {
    assert.match(data.fingerprint('甲'), /^[\w-]{16}$/)
    assert.equal(data.fingerprint('甲'), data.fingerprint('甲'))
    assert.notEqual(data.fingerprint('甲'), data.fingerprint('乙'))
    assert.notEqual(data.fingerprint('甲'), createPersonalData({ ...secrets, tokenSecret: 'x'.repeat(32) }).fingerprint('甲'))
  })
})
