import { text } from './replies.ts'
import type { Reply } from './router.ts'

export function escapeHtml(value: unknown): string {
  return String(value).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

/** `1020.56` of 102056 fen, by digits and not by division. */
export function yuan(amountFen: number): string {
  const digits = String(amountFen).padStart(3, '0')
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** `2026-11-22 08:00:00` in Beijing time. */
export function beijingTime(at: number): string {
  return new Date(at + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
}

/** A page without inline script or style, so that it can be shown under a strict content security policy. `body` is HTML. */
export function page(
  title: string,
  body: string,
  { status = 200, script, wide = false }: { readonly status?: number; readonly script?: string; readonly wide?: boolean } = {},
): Reply {
  return text(
    status,
    'text/html',
    `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="/sim/wire/page.css">
${script === undefined ? '' : `<script src="${escapeHtml(script)}" defer></script>`}
</head>
<body>
<p class="banner">模拟器：这里没有真的微信和支付宝，也没有真的钱</p>
<main${wide ? ' class="wide"' : ''}>
${body}
</main>
</body>
</html>
`,
  )
}

const CSS = `:root { color-scheme: light; font: 16px/1.6 "PingFang SC", "Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", system-ui, sans-serif; color: #1f2329; background: #f2f3f5 }
* { box-sizing: border-box }
body { margin: 0 }
.banner { margin: 0; padding: 8px 16px; background: #7a4b00; color: #fff; text-align: center }
main { max-width: 420px; margin: 0 auto; padding: 16px }
main.wide { max-width: 1440px }
h1 { font-size: 20px; margin: 8px 0 }
h2 { font-size: 17px; margin: 24px 0 8px }
.card { background: #fff; border-radius: 12px; padding: 20px 16px; margin: 16px 0 }
.amount { font-size: 40px; font-weight: 600; text-align: center; margin: 8px 0; font-variant-numeric: tabular-nums }
.center { text-align: center }
.quiet { color: #5a626d; font-size: 14px }
dl { display: grid; grid-template-columns: auto 1fr; gap: 4px 12px; margin: 0 }
dt { color: #5a626d } dd { margin: 0; text-align: right; overflow-wrap: anywhere }
button, .button { display: flex; align-items: center; justify-content: center; width: 100%; min-height: 48px; margin: 12px 0; padding: 8px 16px; border: 1px solid #c3c8cf; border-radius: 8px; background: #fff; color: inherit; font: inherit; font-size: 17px; text-align: center; text-decoration: none; cursor: pointer }
button.primary, .button.primary { background: #0b7a3e; border-color: #0b7a3e; color: #fff; font-weight: 600 }
button:focus-visible, a:focus-visible, select:focus-visible, summary:focus-visible { outline: 3px solid #1456f0; outline-offset: 2px }
select, input { width: 100%; min-height: 44px; font: inherit }
summary { min-height: 44px; cursor: pointer; padding: 8px 0 }
.ok { color: #0b7a3e } .bad { color: #b42318 }
.scroll { overflow-x: auto; background: #fff; border-radius: 8px }
table { border-collapse: collapse; width: 100%; font-size: 14px }
.wide td, .wide th { white-space: nowrap }
th, td { padding: 8px 12px; border-bottom: 1px solid #e5e6eb; text-align: left; vertical-align: top }
th { background: #f7f8fa; font-weight: 600 }
td.number { text-align: right; font-variant-numeric: tabular-nums }
`

export const pageStyle = () => text(200, 'text/css', CSS)
