/**
 * Every colour and measure of the console. The grid is 8 px (4 for hairs inside a row).
 * Red is only money owed, green is only money paid; whatever needs a person's attention is amber.
 * Each text colour is at least 4.5:1 on `paper` and on `ground`.
 */
export const tokens = {
  brand: '#1558b0',
  brandSoft: '#e8f0fa',
  ember: '#ffb870',
  ink: '#1f2328',
  inkSoft: '#57606a',
  line: '#dfe3e8',
  lineSoft: '#edf0f3',
  paper: '#ffffff',
  ground: '#f4f6f8',
  owed: '#b42318',
  paid: '#19713a',
  attention: '#8a5100',
  attentionSoft: '#fff6e5',
  radius: 6,
  grid: 8,
  header: 48,
  sider: 184,
  fontSize: 14,
  fontFamily: `-apple-system, BlinkMacSystemFont, 'Segoe UI', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif`,
  fontFamilyCode: `'SF Mono', Consolas, 'Liberation Mono', Menlo, 'Noto Sans Mono CJK SC', monospace`,
} as const

/** Hands the tokens to the style sheets as `--nz-…` variables. */
export function applyTokens(style: CSSStyleDeclaration): void {
  for (const [name, value] of Object.entries(tokens)) {
    const property = `--nz-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
    style.setProperty(property, typeof value === 'number' ? `${value}px` : value)
  }
}
