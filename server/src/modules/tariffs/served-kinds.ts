/**
 * The kinds that billing posts, collects and replays in full. A kind the engine gets before the server honours it stays out: a set that uses
 * it can be quoted, and is published later.
 */
export const SERVED_KINDS: readonly string[] = [
  ...['area-price@1', 'period-price@1', 'banded-price@1', 'area-ratio@1', 'public-share@1', 'charge-limit@1'],
  ...['building-coefficient@1', 'row-factor@1', 'clear-height@1', 'low-occupancy@1'],
  ...['height-ratio@1', 'height-steps@1', 'height-linear@1', 'height-bands@1'],
  ...['stop-base-fee@1', 'stop-period@1', 'stop-deadline@1', 'payer-share@1', 'payer-share@2'],
  ...['fixed-fee@1', 'quantity-fee@1', 'percent-fee@1', 'area-fee@1'],
  ...['late-fee@1', 'late-fee@2', 'discount@1'],
  ...['two-part@1', 'poor-heat@1', 'outage-refund@1'],
]
