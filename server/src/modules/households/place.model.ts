import { defineTable, integer, nullable, text } from '../../database/table.ts'

/** 小区 */
export const communities = defineTable(
  'communities',
  { kind: 'editable', unique: [['tenant_id', 'org_unit_id', 'name']], indexes: [['tenant_id', 'name']] },
  { org_unit_id: integer(), name: text(64) },
)
/** 楼 */
export const buildings = defineTable(
  'buildings',
  { kind: 'editable', unique: [['community_id', 'name']], indexes: [['tenant_id', 'name']] },
  { community_id: integer(), name: text(32) },
)
/** 单元 */
export const entrances = defineTable(
  'entrances',
  { kind: 'editable', unique: [['building_id', 'name']], indexes: [['tenant_id', 'name']] },
  { building_id: integer(), name: text(32) },
)

/** 换热站 */
export const substations = defineTable(
  'substations',
  { kind: 'editable', unique: [['tenant_id', 'org_unit_id', 'name']] },
  { org_unit_id: integer(), name: text(64) },
)
/** 交费单位: who pays for its people's homes. */
export const payingOrgs = defineTable('paying_orgs', { kind: 'editable', unique: [['tenant_id', 'name']] }, { name: text(64) })

/** 户主: person or firm. The ID number is kept encrypted or not at all; its mask is what screens show. */
export const customers = defineTable(
  'customers',
  { kind: 'editable', indexes: [['tenant_id', 'name']] },
  {
    customer_kind: text(16),
    name: text(100),
    phone: nullable(text(32)),
    other_phones: nullable(text(120)),
    id_no_cipher: nullable(text(255)),
    id_no_mask: nullable(text(32)),
  },
)
