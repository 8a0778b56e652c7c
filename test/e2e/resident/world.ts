/** The home of the story and what is known about it beforehand. Each target needs one of its own: the story pays its bill. */
export interface ResidentWorld {
  readonly householdNo: string
  /** Of the phone on file. */
  readonly phoneLastFour: string
  readonly seasonCode: string
  readonly principalFen: number
  readonly lateFeeFen: number
  /** Pieces that must stand in the explanation, e.g. 46.57 and 20.50. */
  readonly explainedBy: readonly string[]
  readonly priceNotice: string
  /** What the bill calls the way it was paid. */
  readonly paidBy: '微信支付' | '支付宝'
  readonly textSize: 'standard' | 'large' | 'largest'
}
