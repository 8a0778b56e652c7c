import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's folder, wherever the command was called from. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')

export const inRoot = (...parts) => path.join(root, ...parts)
/** What running leaves behind: database, logs, keys of the demo, fingerprints. Never in git. */
export const inVar = (...parts) => path.join(root, 'var', ...parts)
