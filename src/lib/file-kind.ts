import { fileTypeFromBuffer } from 'file-type'

/** What a file is by its content, and how people call it. */
export interface FileKind {
  mime: string
  /** Without the dot. */
  extension: string
  /** 图片, PDF, 表格 … */
  word: string
}

const WORDS: Record<string, string> = {
  jpg: '图片',
  png: '图片',
  gif: '图片',
  webp: '图片',
  bmp: '图片',
  heic: '图片',
  pdf: 'PDF',
  docx: 'Word文档',
  xlsx: 'Excel表格',
  pptx: '演示文稿',
  // Old office files share one container: which of them it is only its name says.
  cfb: 'Office文档',
  mp4: '视频',
  mov: '视频',
}

/** Extensions of old office files, told apart by name alone. */
const OLD_OFFICE: Record<string, string> = {
  doc: 'application/msword',
  xls: 'application/vnd.ms-excel',
  ppt: 'application/vnd.ms-powerpoint',
}

/** What a file is by its content, not by what its name says; null for what is not taken (programs, archives, scripts). */
export async function fileKindOf(bytes: Uint8Array, name: string | null): Promise<FileKind | null> {
  const extension = (name?.match(/\.([A-Za-z0-9]{1,8})$/)?.[1] ?? '').toLowerCase()
  const found = await fileTypeFromBuffer(bytes)
  if (found?.ext === 'cfb') {
    const mime = OLD_OFFICE[extension]
    return mime ? { mime, extension, word: 'Office文档' } : null
  }
  if (found) {
    const word = WORDS[found.ext]
    return word ? { mime: found.mime, extension: found.ext, word } : null
  }
  if ((extension === 'txt' || extension === 'csv') && isText(bytes))
    return {
      mime: extension === 'csv' ? 'text/csv' : 'text/plain',
      extension,
      word: extension === 'csv' ? '表格' : '文本',
    }
  return null
}

/** No control characters but line ends and tabs, in the beginning of it. */
function isText(bytes: Uint8Array): boolean {
  return (
    bytes.length > 0 &&
    bytes.subarray(0, 4096).every(byte => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d)
  )
}

const LONGEST_NAME = 80

/** A name as it is kept: no path, nothing invisible, nothing that turns the reading direction, not too long. */
export function cleanFileName(name: string | null, extension: string): string {
  const base = (name ?? '')
    .normalize('NFC')
    .replace(/^.*[/\\]/, '')
    .replace(/[\p{Cc}\p{Cf}<>:"|?*]/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
  const stem = base.replace(/\.[A-Za-z0-9]{1,8}$/, '').slice(0, LONGEST_NAME) || '附件'
  return `${stem}.${extension}`
}
