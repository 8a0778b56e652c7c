import { watch } from 'node:fs'
import { made, makeWhenStale } from './builds.mjs'
import { step } from './progress.mjs'
import { inRoot } from './root.mjs'

const QUIET_MS = 400

/**
 * Builds `name` again after its sources have changed and been left alone for a moment. What changes during a build is built next.
 * Never ends; a build that fails is said and tried again with the next change.
 */
export function rebuildOnChange(name, folders) {
  let timer
  let building = false
  let again = false

  const build = async () => {
    if (building) {
      again = true
      return
    }
    building = true
    await step(made[name].label, async () => ((await makeWhenStale(name)) ? undefined : '无变化')).catch((error) =>
      console.error(error.message),
    )
    building = false
    if (again) {
      again = false
      await build()
    }
  }
  for (const folder of folders) {
    watch(inRoot(folder), { recursive: true }, () => {
      clearTimeout(timer)
      timer = setTimeout(build, QUIET_MS)
    })
  }
}
