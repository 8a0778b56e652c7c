/** So many requests (or refusals) in so much time, by whom, on which routes. */
export type RateLimit = {
  readonly name: string
  /** What it is about, as `METHOD /path`. */
  readonly routes: RegExp
  /** `address`: whoever comes from one IP address (an IPv6 network of 64 bits); `account`: one signed-in person. */
  readonly by: 'address' | 'account'
  readonly most: number
  readonly everyMs: number
  /** Refusals only, where people behind one address do the same thing rightly all day: a hall that signs in at eight. */
  readonly counts: 'requests' | 'refusals'
  /**
   * `here`: in this process, because it protects the time of this process, and a statement for each request would cost more than the
   * request. `everywhere`: in the database, because it protects a secret, and a guess is a guess in whichever process.
   */
  readonly counted: 'here' | 'everywhere'
}

const MINUTE = 60_000

/**
 * Every limit there is. Addresses get much room: behind one address there may be a whole company or the customers of a mobile network.
 * Channel callbacks have none: they prove themselves by a signature, and a platform that repeats a notice must get through.
 */
export const rateLimits: readonly RateLimit[] = [
  { name: 'quote', routes: /^POST \/api\/public\/quote$/, by: 'address', most: 30, everyMs: MINUTE, counts: 'requests', counted: 'here' },
  {
    // Ten megabytes each: whoever wants all notices gets them, nobody gets our line for themselves.
    name: 'notice-file',
    routes: /^GET \/api\/public\/rule-sets\/.+\/notice-files\//,
    by: 'address',
    most: 30,
    everyMs: MINUTE,
    counts: 'requests',
    counted: 'here',
  },
  { name: 'public', routes: /^\w+ \/api\/public\//, by: 'address', most: 240, everyMs: MINUTE, counts: 'requests', counted: 'here' },
  {
    name: 'staff-sign-in',
    routes: /^POST \/api\/staff\/sessions$/,
    by: 'address',
    most: 60,
    everyMs: 15 * MINUTE,
    counts: 'refusals',
    counted: 'everywhere',
  },
  // A message costs money and wakes somebody. The customers of a mobile network may share one address, but few of them are ours.
  {
    name: 'sign-in-codes',
    routes: /^POST \/api\/resident\/sign-in-codes$/,
    by: 'address',
    most: 300,
    everyMs: 24 * 60 * MINUTE,
    counts: 'requests',
    counted: 'everywhere',
  },
  {
    name: 'phone-sign-in',
    routes: /^POST \/api\/resident\/phone-sessions$/,
    by: 'address',
    most: 60,
    everyMs: 15 * MINUTE,
    counts: 'refusals',
    counted: 'everywhere',
  },
  {
    name: 'resident-sign-in',
    routes: /^(POST \/api\/resident\/sessions|GET \/h5\/wechat\/\w+)$/,
    by: 'address',
    most: 300,
    everyMs: MINUTE,
    counts: 'requests',
    counted: 'here',
  },
  { name: 'resident', routes: /^\w+ \/api\/resident\//, by: 'account', most: 240, everyMs: MINUTE, counts: 'requests', counted: 'here' },
  { name: 'staff', routes: /^\w+ \/api\/staff\//, by: 'account', most: 1200, everyMs: MINUTE, counts: 'requests', counted: 'here' },
  { name: 'api', routes: /^\w+ \/api\//, by: 'address', most: 6000, everyMs: MINUTE, counts: 'requests', counted: 'here' },
]
