export type OssSettings = {
  /** https://oss-cn-hangzhou-internal.aliyuncs.com, without the bucket. */
  readonly endpoint: string
  /** oss-cn-hangzhou: part of the signature. */
  readonly region: string
  readonly bucket: string
  readonly accessKeyId: string
  readonly accessKeySecret: string
  /** The bucket stands in the path instead of in the host name. */
  readonly pathStyle: boolean
  readonly signature: 'v4' | 'v1'
  readonly timeoutMs: number
}

export type FileStoreSettings = { readonly kind: 'local'; readonly folder: string } | ({ readonly kind: 'oss' } & OssSettings)

/** One sentence per fault, none of them quoting a secret; an empty list means the settings can be used. */
export function faultsOfOssSettings(settings: OssSettings): string[] {
  const faults: string[] = []
  if (!/^https?:\/\/[^/?#]+$/.test(settings.endpoint)) faults.push('endpoint is not an http(s) address of a host')
  if (!/^oss-[a-z0-9-]+$/.test(settings.region)) faults.push('region does not look like oss-cn-hangzhou')
  if (!/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(settings.bucket)) faults.push('bucket is not the name of a bucket')
  if (settings.accessKeyId === '' || settings.accessKeySecret === '') faults.push('the access key is missing')
  if (!Number.isSafeInteger(settings.timeoutMs) || settings.timeoutMs <= 0) faults.push('timeoutMs is not a positive integer')
  return faults
}
