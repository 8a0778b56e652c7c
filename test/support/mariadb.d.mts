export type MariadbPrograms = { readonly server: string; readonly install: string }
export const HOW_TO_GET_MARIADB: string
export function findMariadb(): MariadbPrograms | null
export function startMariadb(programs: MariadbPrograms): Promise<{ readonly url: string; stop(): Promise<void> }>
