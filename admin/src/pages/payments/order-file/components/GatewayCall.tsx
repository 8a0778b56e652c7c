import { type ReactNode, useState } from 'react'
import type { PaymentOrderFile } from '../../../../../../shared/contracts/payments.ts'
import { JsonBlock } from '../../../../components/JsonBlock.tsx'
import { StateMark } from '../../../../components/StateMark.tsx'
import { gatewayOperationName } from '../../../../words/names.ts'
import { callOutcomeWord } from '../../../../words/states.ts'

type Call = PaymentOrderFile['gatewayCalls'][number]

/** One call to the payment channel, with both sides of it on request. */
export function GatewayCall({ call }: { readonly call: Call }): ReactNode {
  const [open, setOpen] = useState(false)
  // The payer's browser carries this one: there is nothing the channel could have answered us.
  const carried = call.operation === 'wap-page'
  return (
    <>
      <p className="nz-turn-line">
        <button aria-expanded={open} className="nz-disclose" onClick={() => setOpen(!open)} type="button">
          <strong>调用通道 · {gatewayOperationName(call.operation)}</strong>
        </button>
        {carried ? (
          <span className="nz-soft">由付款人的浏览器带去，没有答复</span>
        ) : (
          <>
            <StateMark word={callOutcomeWord(call.outcome)} />
            <span className="nz-soft nz-figures">
              {call.httpStatus === null ? '没有答复' : `HTTP ${call.httpStatus}`} · {call.durationMs} ms
            </span>
          </>
        )}
      </p>
      {open ? (
        <div className="nz-call">
          <JsonBlock label="我方请求" value={call.request} />
          {carried ? null : call.response === null ? (
            <p className="nz-soft">通道没有给出可读的答复</p>
          ) : (
            <JsonBlock label="通道答复" value={call.response} />
          )}
        </div>
      ) : null}
    </>
  )
}
