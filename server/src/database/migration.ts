/** One step of the schema: common SQL of both engines, reviewed by hand, never changed after a release. */
export type Migration = {
  readonly name: string
  readonly tables: readonly string[]
  /** One DDL each: MySQL commits every DDL, so each is a step that can be resumed after a crash. */
  readonly statements: readonly string[]
}
