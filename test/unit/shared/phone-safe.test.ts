import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'

const shared = new URL('../../../shared/', import.meta.url)
const filesIn = (folder: string) =>
  readdirSync(new URL(folder, shared), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => ({ path: `${folder}${name}`, text: readFileSync(new URL(folder + name, shared), 'utf8') }))

const folders = ['format/', 'states/', 'access/', 'calendar/']
const phoneFiles = [...folders.flatMap(filesIn), { path: 'glossary.ts', text: readFileSync(new URL('glossary.ts', shared), 'utf8') }]

describe('what old phones load', () => {
  for (const { path, text } of phoneFiles) {
    it(`${path} has no BigInt, and takes code from its own kind only (types are free)`, () => {
      const tooNew = /\bBigInt\b|\b\d[\d_]*n\b|\.(toSorted|toReversed|findLast|replaceAll|hasOwn)\(/.exec(text)?.[0]
      assert.equal(tooNew, undefined, `old phones do not know ${tooNew}; keep exact numbers on the server`)
      const imports = [...text.matchAll(/^import (?!type )[^']*'([^']+)'/gm)].map((match) => match[1] ?? '')
      for (const source of imports) assert.match(source, /^\.\.?\/((format|states|access|calendar)\/)?[a-z-]+\.ts$/)
    })
  }
})

describe('shared rules', () => {
  const files = ['money/', 'canonical/', 'tariff/', 'billing/', ...folders].flatMap(filesIn)
  for (const { path, text } of files) {
    it(`${path} knows no clock, no chance, no machine`, () => {
      const impure = /Date\.now\(|new Date\(\)|Math\.random|\bprocess\.|from '(?!\.)|console\./.exec(text)?.[0]
      assert.equal(impure, undefined, `${impure}: hand it in as an argument`)
    })
  }

  it('round in one place', () => {
    const rounding = files.filter(({ text }) => /Math\.round|\.toFixed\(/.test(text)).map(({ path }) => path)
    assert.deepEqual(rounding, [])
  })
})
