import assert from 'node:assert/strict'
import { tokens } from '../../../../admin/src/app/tokens.ts'

/** Contrast of two #rrggbb colours. Source: WCAG 2.2, relative luminance and contrast ratio. */
function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((start) => {
    const share = Number.parseInt(colour.slice(start, start + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

describe('tokens', () => {
  for (const name of ['ink', 'inkSoft', 'brand', 'owed', 'paid', 'attention'] as const) {
    for (const ground of ['paper', 'ground', 'brandSoft'] as const) {
      it(`${name} is readable on ${ground}`, () => {
        assert.ok(contrast(tokens[name], tokens[ground]) >= 4.5, `${contrast(tokens[name], tokens[ground]).toFixed(2)}:1`)
      })
    }
  }

  it('attention is readable on its own ground', () => {
    assert.ok(contrast(tokens.attention, tokens.attentionSoft) >= 4.5)
  })
})
