import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

export type SimulatedTemplate = { readonly code: string; readonly words: string }

export type SimulatorConfig = {
  readonly dataDir: string
  readonly accessKeyId: string
  readonly accessKeySecret: string
  /** What the provider has approved. */
  readonly signNames: readonly string[]
  readonly templates: readonly SimulatedTemplate[]
}

/** Reads and completes the configuration `createSmsDemoKeys` has written. */
export function readConfig(path: string): SimulatorConfig {
  const file = JSON.parse(readFileSync(path, 'utf8')) as SimulatorConfig
  return { ...file, dataDir: resolve(dirname(path), file.dataDir) }
}
