import { defineTable, integer, text } from '../../database/table.ts'

/** 费用种类 a company has of its own, and standard ones it has renamed, closed or ranked otherwise. */
export const feeTypes = defineTable(
  'fee_types',
  { kind: 'editable', unique: [['tenant_id', 'code']] },
  {
    code: text(32),
    name: text(32),
    /** The shape its rules have: area, quantity, fixed, percent. */
    pricing: text(16),
    income_account: text(32),
    tax_class: text(64),
    receipt_line: text(32),
    /** Inside a season the smaller is paid first. */
    allocation_rank: integer(),
    state: text(16),
  },
)
