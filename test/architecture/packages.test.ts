import assert from 'node:assert/strict'
import { readTree } from './walls/source.ts'

type Locked = {
  readonly version?: string
  readonly resolved?: string
  readonly link?: boolean
  readonly optionalDependencies?: Record<string, string>
}

/** Packages that a lock file names as optional parts of others but does not hold: `npm ci` refuses such a file. */
const lockFaults = (packages: Readonly<Record<string, Locked>>): readonly string[] =>
  Object.entries(packages).flatMap(([place, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !holds(packages, place, name))
      .map((name) => `${place} names ${name}, which is not in the lock file`),
  )

/** Node's own way of looking: beside the package, then one floor up, until the root. */
function holds(packages: Readonly<Record<string, Locked>>, place: string, name: string): boolean {
  for (let base = place; ; ) {
    if (`${base === '' ? '' : `${base}/`}node_modules/${name}` in packages) return true
    if (base === '') return false
    base = base.slice(0, Math.max(0, base.lastIndexOf('node_modules/'))).replace(/\/$/, '')
  }
}

const jsonOf = (path: string) =>
  JSON.parse(readTree([path])[0]?.source ?? '{}') as Record<string, Record<string, string>> & { packages: Record<string, Locked> }

describe('packages', () => {
  for (const lock of ['package-lock.json', 'miniapp/package-lock.json']) {
    it(`${lock} holds every optional part it names, so that npm ci accepts it`, () =>
      assert.deepEqual(lockFaults(jsonOf(lock).packages), []))
    it(`${lock} names no registry`, () =>
      assert.deepEqual(
        Object.entries(jsonOf(lock).packages).filter(([, { resolved, link }]) => resolved !== undefined && !link),
        [],
      ))
  }

  for (const manifest of ['package.json', 'shared/package.json', 'server/package.json', 'admin/package.json', 'miniapp/package.json']) {
    it(`${manifest} pins exact versions`, () => {
      const { dependencies = {}, devDependencies = {} } = jsonOf(manifest)
      const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
        ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
      )
      assert.deepEqual(loose, [])
    })
  }

  it('would be refused with a part left out', () => {
    const one = {
      'node_modules/a': { version: '1.0.0', optionalDependencies: { b: '1.0.0', c: '1.0.0' } },
      'node_modules/a/node_modules/b': { version: '1.0.0' },
    }
    assert.deepEqual(lockFaults(one), ['node_modules/a names c, which is not in the lock file'])
    assert.deepEqual(lockFaults({ ...one, 'node_modules/c': { version: '1.0.0' } }), [])
  })
})
