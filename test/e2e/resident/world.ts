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

/** What the part about phone and parents needs beside. */
export interface FamilyWorld extends ResidentWorld {
  /** Two homes of the parents, of the same company, 954.69 and 65.87 each. The first is found by its place, the second by its card. */
  readonly parents: {
    readonly byPlace: string
    readonly byCard: string
    readonly cardLastFour: string
    readonly community: string
    readonly room: string
    /** As the place shows it, and the sign it hides. */
    readonly holder: string
    readonly hiddenSign: string
  }
  /** Of the person of this walk. */
  readonly phone: string
  /** The code in the newest message on their phone. */
  codeOnPhone(): Promise<string>
}
