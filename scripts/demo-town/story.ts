/**
 * The homes that README, tests and a person trying the town use by name. Amounts are worked out by hand from area and price, so that
 * they say something about the program instead of repeating it.
 */
export type StoryHome = {
  readonly householdNo: string
  readonly holder: string
  /** Of the phone on file: what one proves oneself with when binding. */
  readonly phoneLastFour: string
  readonly billed: 'last' | 'current'
  readonly areaMilliM2: number
  /** Of the season above, without late fee. */
  readonly principalFen: number
  /** What an explanation of the principal must contain. */
  readonly explainedBy: readonly string[]
  readonly note: string
}

/** One demo password for everybody. Only ever in a trial's own database. */
export const PASSWORD = 'Warm-Winter-2026'

export const COMPANY = 'DEMO'
/** The apps of 示例热力, as the simulated platform knows them. */
export const MINI_PROGRAM = 'wx00000000000000a1'
export const OFFICIAL_ACCOUNT = 'wx00000000000000a2'

export const story = {
  /** 91.26 × 24.50 = 2235.87, due in this season's February. */
  owesThisSeason: {
    householdNo: '10020001',
    holder: '甲春华',
    phoneLastFour: '2580',
    billed: 'current',
    areaMilliM2: 91_260,
    principalFen: 223_587,
    explainedBy: ['91.26', '24.50'],
    note: '本季未缴',
  },
  /** 46.57 × 23.80 = 1108.366, half up 1108.37; not connected this season. Late fee 1 ‰ of it a day since 13 February. */
  owesLastSeason: {
    householdNo: '10010001',
    holder: '乙秋实',
    phoneLastFour: '1357',
    billed: 'last',
    areaMilliM2: 46_570,
    principalFen: 110_837,
    explainedBy: ['46.57', '23.80'],
    note: '去年欠费，有违约金',
  },
  /** 103.40 × 24.50 = 2533.30. */
  owesThisSeasonToo: {
    householdNo: '10020002',
    holder: '丙建国',
    phoneLastFour: '2468',
    billed: 'current',
    areaMilliM2: 103_400,
    principalFen: 253_330,
    explainedBy: ['103.40', '24.50'],
    note: '本季未缴',
  },
  /** Stopped: 78.40 × 24.50 × 30 % = 576.24. */
  stopped: {
    householdNo: '10020003',
    holder: '丁素芬',
    phoneLastFour: '8642',
    billed: 'current',
    areaMilliM2: 78_400,
    principalFen: 57_624,
    explainedBy: ['78.40', '24.50', '30%'],
    note: '报停，只缴停热基础费',
  },
} as const satisfies Record<string, StoryHome>
