import { defineTable, integer, longText, nullable, text } from '../../database/table.ts'

/** 导入批次: one uploaded workbook. The history stays; bytes and rows go. */
export const imports = defineTable(
  'imports',
  { kind: 'editable', unique: [['tenant_id', 'import_no']], indexes: [['tenant_id', 'state']] },
  {
    import_no: text(32),
    /** households: new ones; contacts: a few fields of those there are, and then no season. */
    import_kind: text(16),
    /** Every row must name this unit or one below it. */
    org_unit_id: integer(),
    season_code: text(9),
    file_name: text(200),
    file_sha256: text(64),
    file_bytes: integer(),
    options: longText(),
    state: text(16),
    row_count: integer(),
    household_count: integer(),
    fault_count: integer(),
    done_count: integer(),
    /** What is wrong with the file as a whole: header, merged cells, a bomb. */
    file_faults: longText(),
    /** The titles as uploaded, for the error workbook. */
    header: longText(),
    statistics: nullable(longText()),
    started_by: text(100),
    checked_at: nullable(integer()),
    committed_by: nullable(text(100)),
    finished_at: nullable(integer()),
  },
)

/** The uploaded bytes in base64, until they are checked: any worker process can take the job, wherever the upload came in. */
export const importParts = defineTable(
  'import_parts',
  { kind: 'plumbing', unique: [['import_id', 'part_no']], indexes: [['created_at']] },
  { import_id: integer(), part_no: integer(), content: longText() },
)

/** Rows as checked, until they are committed. `record` stands on the first row of a household and holds all its areas. */
export const importRows = defineTable(
  'import_rows',
  { kind: 'plumbing', unique: [['import_id', 'row_no']], indexes: [['import_id', 'state', 'row_no'], ['created_at']] },
  {
    import_id: integer(),
    row_no: integer(),
    /** ok: a household to be made; part: a further area of the one above; bad; done. */
    state: text(8),
    household_no: nullable(text(20)),
    cells: longText(),
    record: nullable(longText()),
    faults: nullable(longText()),
  },
)
