/** A moment: milliseconds since 1970-01-01T00:00:00Z. Stored as BIGINT so that both database engines keep the same bytes. */
export type Instant = number
