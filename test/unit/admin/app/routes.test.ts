import assert from 'node:assert/strict'
import { matchRoutes } from 'react-router'
import { menu } from '../../../../admin/src/app/menu.ts'
import { routes } from '../../../../admin/src/app/routes.tsx'

const entries = menu.flatMap(({ groups }) => groups.flatMap(({ entries }) => entries))

describe('routes', () => {
  it('has at least one menu entry to check', () => {
    assert.ok(entries.length > 0)
  })

  for (const { path, text, right } of entries) {
    it(`opens ${text} from the menu, behind the same right`, async () => {
      const matches = matchRoutes(routes, path) ?? []
      const last = matches.at(-1)?.route
      assert.equal(last?.path, path)
      const guard = matches
        .map(({ route }) => route.element as { props?: { right?: string } } | undefined)
        .find((element) => element?.props?.right)
      assert.equal(guard?.props?.right ?? null, right)
    })
  }

  it('answers an unknown address with a page that says so', () => {
    assert.equal(matchRoutes(routes, '/no/such/page')?.at(-1)?.route.path, '*')
  })
})
