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

/** A home of both seasons, nothing of it paid except from its balance; amounts without late fee. */
export type Neighbour = Pick<StoryHome, 'householdNo' | 'holder' | 'phoneLastFour' | 'areaMilliM2' | 'note'> & {
  readonly lastFen: number
  readonly currentFen: number
  /** By how many seasons before the last one. */
  readonly arrearsFen?: Readonly<Record<1 | 2 | 3, number>>
  /** What is left of what it had paid in advance. */
  readonly balanceFen?: number
}

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

/** Homes that came with the workbook: what each kind of them must cost. */
export const neighbours = {
  /** Flat and attic: 84.30 × 23.80 = 2006.34 and 12.25 × 23.80 = 291.55; by 24.50: 2065.35 and 300.125, half up 300.13. */
  withAttic: {
    householdNo: '10030006',
    holder: '戊冬至',
    phoneLastFour: '3690',
    areaMilliM2: 84_300,
    lastFen: 229_789,
    currentFen: 236_548,
    note: '住宅与阁楼两处面积',
  },
  /** 72.45 × 23.80 = 1724.31; × 24.50 = 1775.025, half up 1775.03. The old books: 72 whole m² at 21, 22 and 23 yuan. */
  withArrears: {
    householdNo: '10030003',
    holder: '己立夏',
    phoneLastFour: '4801',
    areaMilliM2: 72_450,
    lastFen: 172_431,
    currentFen: 177_503,
    arrearsFen: { 3: 151_200, 2: 158_400, 1: 165_600 },
    note: '欠三个旧采暖季',
  },
  /** 88.00 × 23.80 = 2094.40; × 24.50 = 2156.00; 8000.00 − 4250.40 = 3749.60. */
  withBalance: {
    householdNo: '10030010',
    holder: '庚白露',
    phoneLastFour: '5912',
    areaMilliM2: 88_000,
    lastFen: 209_440,
    currentFen: 215_600,
    balanceFen: 374_960,
    note: '预存了三千多元',
  },
  /** The other legal entity: 80.50 × 22.60 = 1819.30. */
  inTheSouth: {
    householdNo: '30010005',
    holder: '辛晴川',
    phoneLastFour: '6023',
    areaMilliM2: 80_500,
    lastFen: 181_930,
    currentFen: 181_930,
    note: '城南公司的用户',
  },
  /**
   * 75.00 × 22.60 = 1695.00 before each season. Last season's meter: 5 200 kWh; 75.00 × 6.78 = 508.50 and 5 200 × 0.157 = 816.40, together
   * 1324.90 in place of it.
   */
  metered: {
    householdNo: '30010011',
    holder: '壬望舒',
    phoneLastFour: '7134',
    areaMilliM2: 75_000,
    lastFen: 132_490,
    currentFen: 169_500,
    note: '两部制，按热量表结算',
  },
} as const satisfies Record<string, Neighbour>

/** 南街 3号: 68.70 × 34.00 × 3.7 ÷ 3 = 2880.82, down to the jiao 2880.80. */
export const highShop = { householdNo: '30090003', seasonFen: 288_080 } as const
