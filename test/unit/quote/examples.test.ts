import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { QuoteFile, type QuoteResult } from '../../../shared/contracts/tariffs.ts'

const project = fileURLToPath(new URL('../../../', import.meta.url))
const folder = new URL('../../../docs/quote/', import.meta.url)
const readme = readFileSync(new URL('README.md', folder), 'utf8')

/** A row of the table of examples: file, case, total, how it is worked out or what is refused. */
type Example = { readonly file: string; readonly name: string; readonly total: string; readonly byHand: string }
const examples = [...readme.matchAll(/^\| \[([a-z-]+\.json)\]\(\1\) \| (.+?) \| ([\d.]+) \| (.+) \|$/gm)].map(
  ([, file = '', name = '', total = '', byHand = '']): Example => ({ file, name, total, byHand }),
)
const files = [...new Set(examples.map(({ file }) => file))]

/** As a person types it. */
function quote(...args: string[]): { readonly status: number | null; readonly stdout: string } {
  return spawnSync('npm', ['run', '--silent', 'quote', '--', ...args], { cwd: project, encoding: 'utf8' })
}

describe('the documented examples of npm run quote', () => {
  it('are the files that are there, each of the documented shape', () => {
    assert.deepEqual(
      files.toSorted(),
      readdirSync(folder)
        .filter((name) => name.endsWith('.json'))
        .sort(),
    )
    for (const file of files) QuoteFile.parse(JSON.parse(readFileSync(new URL(file, folder), 'utf8')))
  })

  for (const file of files) {
    it(`docs/quote/${file} comes to what is written about it`, function () {
      this.timeout(60_000)
      const { status, stdout } = quote(`docs/quote/${file}`)
      const results = [JSON.parse(stdout) as QuoteResult | QuoteResult[]].flat()
      const documented = examples.filter((example) => example.file === file)
      assert.deepEqual(
        results.map(({ name, total }) => [name, total]),
        documented.map(({ name, total }) => [name, total]),
      )
      const refused = results.flatMap(({ faults }) => faults.map(({ code }) => code))
      assert.equal(status, refused.length > 0 ? 1 : 0)
      if (refused.length > 0) assert.equal(refused.join(', '), documented[0]?.byHand)
      if (readme.includes(`\`npm run --silent quote -- docs/quote/${file}\``))
        assert.equal(/```json\n([\s\S]*?)```/.exec(readme)?.[1], stdout)
    })
  }
})
