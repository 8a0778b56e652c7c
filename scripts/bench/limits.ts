/** How many statements an act takes. A rise fails the benchmark; after a fall the number is lowered here. */
export const statements = {
  'household’s quote (staff)': 3,
  'household’s file (staff)': 4,
  'bills of a household': 5,
  'resident’s homes': 4,
  'list of households, 10 rows': 2,
  'list of households, 100 rows': 2,
  'search for a household': 2,
  'list of payment orders, 10 rows': 3,
  'list of payment orders, 100 rows': 3,
  'order, first half (before the channel is called)': 15,
  // One for the company's apps, which decide the ways to pay.
  'order, all of it': 23,
  'notice to ledger, its two transactions': 20,
  'notice to ledger, all of it': 28,
  'billing, a chunk of 500': 15,
} as const

/** Ours against the same statements sent bare. */
export const leastOfBare = 0.4
export const leastOfInserts = { posting: 0.7, wholeRun: 0.35 }
/** Cost per household of the large run over that of the small. */
export const mostGrowth = 1.2
/** The engine by itself: per household of any shape, the last quotes of a million against the first, and what a million leave in memory. */
export const engineLimits = { mostMicroseconds: 1_000, mostGrowth: 1.3, mostHeapGrowthMb: 8 }
