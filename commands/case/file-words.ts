import type { FileRef } from '../../db/schema/index.ts'

/** What kinds of files are called, by the beginning of their type. */
const KINDS: readonly [RegExp, string][] = [
  [/^image\//, '图片'],
  [/^video\//, '视频'],
  [/pdf$/, 'PDF'],
  [/word/, 'Word文档'],
  [/sheet|excel|csv/, '表格'],
  [/presentation|powerpoint/, '演示文稿'],
  [/^text\//, '文本'],
]

export const isPicture = ({ mime }: Pick<FileRef, 'mime'>): boolean => mime.startsWith('image/')

/** `合同.pdf（PDF，1.2MB）` */
export function sayFile({ name, mime, size }: Pick<FileRef, 'name' | 'mime' | 'size'>): string {
  const kind = KINDS.find(([type]) => type.test(mime))?.[1] ?? '文件'
  return `${name}（${kind}，${saySize(size)}）`
}

function saySize(bytes: number): string {
  return bytes < 1024 * 1024
    ? `${Math.max(1, Math.round(bytes / 1024))}KB`
    : `${(bytes / 1024 / 1024).toFixed(1)}MB`
}
