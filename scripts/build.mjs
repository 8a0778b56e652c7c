/**
 * `node scripts/build.mjs [server] [console] [h5] [weapp] [alipay]`: builds what has changed since the last time, with no name what a
 * production server needs. The mini-programs are told their server by NUANZHANG_API_BASE=https://….
 */
import { made, makeWhenStale } from './lib/builds.mjs'
import { step } from './lib/progress.mjs'

const PACKAGES = ['rootPackages', 'miniappPackages']
const names = process.argv.length > 2 ? process.argv.slice(2) : ['server', 'console', 'h5']
const unknown = names.filter((name) => !(name in made) || PACKAGES.includes(name))

try {
  if (unknown.length > 0)
    throw new Error(
      `there is nothing called ${unknown.join(', ')}. There are: ${Object.keys(made)
        .filter((name) => !PACKAGES.includes(name))
        .join(', ')}`,
    )
  for (const name of names) await step(made[name].label, async () => ((await makeWhenStale(name)) ? undefined : '无变化'))
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}
