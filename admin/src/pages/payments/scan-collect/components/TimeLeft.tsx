import { type ReactNode, useEffect, useState } from 'react'
import { timeLeft } from '../code-view.ts'

type Props = { readonly until: string; readonly asOf: string }

/** How long the code can still be paid, by the second and by the server's clock. To be mounted anew for every answer (`key`). */
export function TimeLeft({ until, asOf }: Props): ReactNode {
  const [passedMs, setPassedMs] = useState(0)
  useEffect(() => {
    const heardAt = performance.now()
    const timer = setInterval(() => setPassedMs(performance.now() - heardAt), 1_000)
    return () => clearInterval(timer)
  }, [])
  return (
    <p aria-live="off" className="nz-figures">
      {timeLeft(until, Date.parse(asOf) + passedMs)}
    </p>
  )
}
