import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { RunBand } from '../../../../../../shared/contracts/billing/runs.ts'
import { formatFen, plainYuan } from '../../../../../../shared/format/amount.ts'
import { itemsPath } from '../selections.ts'

/** How many households fall into each band of amounts, as bars; each leads to its households. */
export function Bands({ runNo, bands }: { readonly runNo: string; readonly bands: readonly RunBand[] }): ReactNode {
  const most = Math.max(1, ...bands.map(({ households }) => households))
  return (
    <section aria-label="每户金额分布" className="nz-paper">
      <h2>每户金额分布</h2>
      <ol className="nz-run-bands">
        {bands.map((band) => (
          <li key={band.fromFen}>
            <Link
              aria-label={`${wordsOf(band)}，${band.households} 户，共 ${formatFen(band.amountFen)} 元`}
              title={`共 ${formatFen(band.amountFen)} 元`}
              to={itemsPath(runNo, { fromFen: String(band.fromFen), belowFen: band.belowFen === null ? '' : String(band.belowFen) })}
            >
              <span>{wordsOf(band)}</span>
              <span className="nz-run-bar">
                <i style={{ width: `${(band.households * 100) / most}%` }} />
              </span>
              <span className="nz-figures">{band.households} 户</span>
            </Link>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** Bounds are whole yuan, but for the one fen that tells nothing from something. */
function wordsOf({ fromFen, belowFen }: RunBand): string {
  const yuan = (fen: number) => plainYuan(fen).replace(/\.00$/, '')
  if (belowFen === null) return `${yuan(fromFen)} 元以上`
  if (fromFen === 0) return '0 元'
  if (fromFen < 100) return `${yuan(belowFen)} 元以下`
  return `${yuan(fromFen)}－${yuan(belowFen)} 元`
}
