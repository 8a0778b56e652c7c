import { type RuleKinds, ruleKinds } from './kinds/registry.ts'
import { productText, roundingTexts } from './rounding-texts.ts'
import { seasonTexts } from './season-texts.ts'
import type { Step } from './step.ts'
import type { StepText, StepTexts, Term } from './step-text.ts'

/**
 * The steps of a line in plain Chinese, one sentence each: the same on counter, phone, PDF and bank answer.
 * Whoever reads only these sentences can compute the amount again.
 */
export function renderSteps(steps: readonly Step[], kinds: RuleKinds = ruleKinds): string[] {
  const { all: texts, ofKinds } = textsOf(kinds)
  return steps.map((step, index) => {
    const before = steps.slice(0, index)
    return (find(texts, step) ?? unknownStep).sentence(step, before, () => productText(termsOf(ofKinds, before)))
  })
}

/** The product in one short line for a first screen: 46.57 ㎡ × 20.50 元/㎡. Null for steps that hold no product. */
export function summariseSteps(steps: readonly Step[], kinds: RuleKinds = ruleKinds): string | null {
  const terms = termsOf(textsOf(kinds).ofKinds, steps)
  return terms.length === 0 ? null : terms.map(({ labelled }) => labelled).join(' × ')
}

type Texts = { readonly all: StepTexts; readonly ofKinds: StepTexts }
/** A registry never changes, and putting its texts together costs more than using them. */
const known = new WeakMap<RuleKinds, Texts>()

function textsOf(kinds: RuleKinds): Texts {
  const made = known.get(kinds)
  if (made) return made
  const ofKinds: StepTexts = Object.assign({}, ...Object.values(kinds).map((kind) => kind.texts))
  const texts = { ofKinds, all: { ...ofKinds, ...seasonTexts, ...roundingTexts((steps) => termsOf(ofKinds, steps)) } }
  known.set(kinds, texts)
  return texts
}

function termsOf(texts: StepTexts, steps: readonly Step[]): Term[] {
  const start = steps.findLastIndex((step) => find(texts, step)?.restarts)
  return steps.slice(Math.max(0, start)).flatMap((step) => find(texts, step)?.term?.(step) ?? [])
}

function find(texts: StepTexts, { code }: Step): StepText | undefined {
  return Object.hasOwn(texts, code) ? texts[code] : undefined
}

/** A step written by a newer version: shown raw rather than left out. */
const unknownStep: StepText = {
  sentence: ({ code, values }) =>
    `${code}：${Object.entries(values)
      .map((entry) => entry.join(' = '))
      .join('，')}`,
}
