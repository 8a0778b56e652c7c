import type { Migration } from '../migration.ts'

/** How an order is paid. Orders of before were all paid in the sheet of the app around: their columns stay NULL. */
export const migration: Migration = {
  name: '0018-ways-to-pay',
  /** Tables whose ids are leased from id_blocks. */
  tables: [],
  statements: [
    `ALTER TABLE payment_orders ADD COLUMN way VARCHAR(16)`,
    `ALTER TABLE payment_orders ADD COLUMN pay_url VARCHAR(512)`,
    `ALTER TABLE payment_orders ADD COLUMN payer_ip VARCHAR(64)`,
    `ALTER TABLE payment_orders ADD COLUMN staff_id BIGINT`,
  ],
}
