import { z } from 'zod'
import { InstantField } from './fields.ts'

export { FILE_BYTES_AT_MOST } from '../format/file-size.ts'

export const FileNo = z.string().regex(/^F[0-9A-Z]{10,30}$/, '文件编号格式不对')

/** The name a person gave it. It is shown and offered when saving; nothing is ever looked up by it. */
export const FileName = z
  .string('缺少文件名')
  .trim()
  .min(1, '缺少文件名')
  .max(200, '文件名最多 200 个字')
  .refine((name) => !/[\\/]/.test(name), '文件名里不能有斜杠')

export const StoredFile = z
  .object({
    fileNo: FileNo,
    name: z.string(),
    /** As its bytes say, whatever the name says. */
    mediaType: z.string(),
    byteCount: z.int(),
    sha256: z.string(),
    uploadedBy: z.string(),
    uploadedAt: InstantField,
  })
  .meta({ id: 'StoredFile' })
export type StoredFile = z.infer<typeof StoredFile>
