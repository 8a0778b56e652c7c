import { FILE_BYTES_AT_MOST } from '../../../../../shared/format/file-size.ts'

export const acceptedFiles = '.pdf,.jpg,.jpeg,.png,.webp'

/** What is wrong with a file before it is sent; the server looks into it once more. */
export function faultOfFile({ name, size }: Pick<File, 'name' | 'size'>): string | null {
  if (!acceptedFiles.split(',').some((ending) => name.toLowerCase().endsWith(ending)))
    return `“${name}”不是 PDF 或图片；只能上传 PDF、JPEG、PNG、WebP。`
  if (size === 0) return `“${name}”是空的，请重新选择。`
  if (size > FILE_BYTES_AT_MOST)
    return `“${name}”有 ${sizeWords(size)}，文件最大 ${sizeWords(FILE_BYTES_AT_MOST)}；扫描时把分辨率调低些即可。`
  return null
}

/** 812 B, 37.4 KB, 9.8 MB */
export function sizeWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  const kilobytes = bytes / 1024
  return kilobytes < 1024 ? `${kilobytes.toFixed(1)} KB` : `${(kilobytes / 1024).toFixed(1)} MB`
}
