/**
 * Named places where a process may die: the fault tests kill a real server there with SIGKILL.
 * Without NUANZHANG_CRASH_AT in the settings every call is a no-op; settings refuse it in production.
 */
export type CrashPoint =
  | 'payments.order.prepared'
  | 'payments.order.called'
  | 'payments.notice.stored'
  | 'payments.settle.before-commit'
  | 'payments.settle.committed'
  | 'payments.refund.submitted'
  | 'payments.refund.called'
  | 'billing.run.chunk-frozen'
  | 'billing.run.chunk-posted'
  | 'exchange.import.seasons-open'
  | 'exchange.import.chunk-posted'
  | 'reconciliation.bill.kept'
  | 'reconciliation.bill.healed'
  | 'files.file.prepared'
  | 'files.file.called'
  | 'files.purge.claimed'
  | 'ledger.seal.before-commit'

export type CrashAt = (point: CrashPoint) => void

export const neverCrash: CrashAt = () => {}

/** Kills this process at `wanted`, without any chance to clean up, as a power cut would. */
export function crashAt(wanted: string): CrashAt {
  return (point) => {
    if (point === wanted) process.kill(process.pid, 'SIGKILL')
  }
}
