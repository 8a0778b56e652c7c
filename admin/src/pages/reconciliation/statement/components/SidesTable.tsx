import type { ReactNode } from 'react'
import type { Statement } from '../../../../../../shared/contracts/reconciliation.ts'
import { Amount } from '../../../../components/Amount.tsx'

/** Their bill and our books in four figures each, and by how much they are apart. */
export function SidesTable({ statement }: { readonly statement: Statement }): ReactNode {
  const { theirs, ours } = statement
  const rows = [
    {
      name: '收款',
      their: theirs && { count: theirs.payments, fen: theirs.paymentFen },
      our: { count: ours.payments, fen: ours.paymentFen },
    },
    {
      name: '退费',
      their: theirs && { count: theirs.refunds, fen: theirs.refundFen },
      our: { count: ours.refunds, fen: ours.refundFen },
    },
  ]
  return (
    <table className="nz-grid nz-grid-shown nz-sides">
      <thead>
        <tr>
          <th scope="col"> </th>
          <th scope="col">平台笔数</th>
          <th scope="col">平台金额 元</th>
          <th scope="col">我方笔数</th>
          <th scope="col">我方金额 元</th>
          <th scope="col">相差 元</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, their, our }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td className="nz-figures">{their ? their.count : '—'}</td>
            <td>{their ? <Amount fen={their.fen} /> : '—'}</td>
            <td className="nz-figures">{our.count}</td>
            <td>
              <Amount fen={our.fen} />
            </td>
            <td>{their ? <Amount fen={their.fen - our.fen} strong={their.fen !== our.fen} /> : '—'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
