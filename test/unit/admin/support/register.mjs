/** Lets Node run the console's TypeScript with the console's own settings for JSX. */
import { register } from 'node:module'
import { register as registerTsxForImport } from 'tsx/esm/api'

registerTsxForImport({ tsconfig: 'admin/tsconfig.json' })
register('./resolve-hooks.mjs', import.meta.url)
