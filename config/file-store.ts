import type { FileStoreSettings } from '../server/src/gateways/file-store/client.ts'
import type { Settings } from './settings.ts'

type Given = Readonly<Record<string, string | undefined>>

const NEEDED_BY_OSS = ['OSS_ENDPOINT', 'OSS_REGION', 'OSS_BUCKET', 'OSS_ACCESS_KEY_ID', 'OSS_ACCESS_KEY_SECRET']

/** What is missing for the place where files are kept: name of the setting and a Chinese sentence. */
export function fileStoreFaults(given: Given): readonly (readonly [name: string, fault: string])[] {
  if (given.FILE_STORE === 'oss')
    return NEEDED_BY_OSS.filter((name) => given[name] === undefined).map((name) => [name, 'FILE_STORE 为 oss 时必填'] as const)
  // Several processes on several machines do not share a folder, so that one must be chosen knowingly.
  if (given.NODE_ENV === 'production' && given.FILE_FOLDER === undefined)
    return [['FILE_STORE', '生产环境请设为 oss；只有一台机器时，也可用 FILE_FOLDER 指定会备份的文件夹']]
  return []
}

export function fileStoreSettings(settings: Settings): FileStoreSettings {
  if (settings.FILE_STORE === 'local') return { kind: 'local', folder: settings.FILE_FOLDER }
  return {
    kind: 'oss',
    endpoint: settings.OSS_ENDPOINT ?? '',
    region: settings.OSS_REGION ?? '',
    bucket: settings.OSS_BUCKET ?? '',
    accessKeyId: settings.OSS_ACCESS_KEY_ID ?? '',
    accessKeySecret: settings.OSS_ACCESS_KEY_SECRET ?? '',
    pathStyle: settings.OSS_PATH_STYLE,
    signature: settings.OSS_SIGNATURE,
    timeoutMs: settings.OSS_TIMEOUT_MS,
  }
}
