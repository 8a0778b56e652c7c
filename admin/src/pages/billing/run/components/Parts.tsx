import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { RunPart } from '../../../../../../shared/contracts/billing/runs.ts'
import { Amount } from '../../../../components/Amount.tsx'

type Props = { readonly title: string; readonly parts: readonly RunPart[]; readonly to?: (part: RunPart) => string }

/** One way to take the sum apart. */
export function Parts({ title, parts, to }: Props): ReactNode {
  return (
    <section aria-label={title} className="nz-paper">
      <table className="nz-run-parts">
        <thead>
          <tr>
            <th>{title}</th>
            <th>户数</th>
            <th>金额 元</th>
          </tr>
        </thead>
        <tbody>
          {parts.map((part) => (
            <tr key={part.code ?? ''}>
              <td>{to ? <Link to={to(part)}>{part.name}</Link> : part.name}</td>
              <td>{part.households}</td>
              <td>
                <Amount fen={part.amountFen} />
              </td>
            </tr>
          ))}
          {parts.length === 0 ? (
            <tr>
              <td className="nz-soft" colSpan={3}>
                还没有金额
              </td>
            </tr>
          ) : null}
        </tbody>
      </table>
    </section>
  )
}
