import OSS from 'ali-oss'
import { checkKey, type FileStore, type StoreResult } from './port.ts'
import { faultsOfOssSettings, type OssSettings } from './settings.ts'

/**
 * Alibaba Cloud OSS by its own SDK. Throws at once when the settings can't work. Errors of the SDK carry the request with its
 * signature, so that only their code leaves this file.
 */
export function createOssFileStore(settings: OssSettings): FileStore {
  const faults = faultsOfOssSettings(settings)
  if (faults.length > 0) throw new Error(`OSS settings: ${faults.join('; ')}`)
  const { endpoint, region, bucket, accessKeyId, accessKeySecret, pathStyle, signature, timeoutMs } = settings
  const client = new OSS({
    endpoint,
    region,
    bucket,
    accessKeyId,
    accessKeySecret,
    secure: endpoint.startsWith('https:'),
    sldEnable: pathStyle,
    authorizationV4: signature === 'v4',
    timeout: timeoutMs,
    retryMax: 0,
  })
  return {
    async put(key, bytes, mediaType) {
      checkKey(key)
      // Private whatever the bucket is: only our server hands files out.
      const options = { mime: mediaType, headers: { 'x-oss-object-acl': 'private' } }
      return attempt(async () => {
        await client.put(key, bytes, options)
        return { kind: 'stored' }
      })
    },
    async get(key) {
      checkKey(key)
      return attempt(async () => ({ kind: 'found', bytes: (await client.get(key)).content }), { kind: 'missing' })
    },
    async look(key) {
      checkKey(key)
      return attempt(
        async () => {
          const { headers } = (await client.head(key)).res
          return { kind: 'found', size: Number(headers['content-length']) }
        },
        { kind: 'missing' },
      )
    },
    async remove(key) {
      checkKey(key)
      return attempt(async () => {
        await client.delete(key)
        return { kind: 'gone' }
      })
    },
  }
}

async function attempt<Answer, Missing = never>(work: () => Promise<Answer>, missing?: Missing): Promise<StoreResult<Answer | Missing>> {
  try {
    return await work()
  } catch (error) {
    const { code, name } = error as { code?: unknown; name?: unknown }
    const reason = [code, name].find((word) => typeof word === 'string' && /^\w{1,60}$/.test(word)) as string | undefined
    if (reason === 'NoSuchKey' && missing) return missing
    return { kind: 'unknown', reason: reason ?? 'no answer' }
  }
}
