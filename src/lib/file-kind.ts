import { fileTypeFromBuffer } from 'file-type'

/** What a file is by its content, and how people call it. */
export interface FileKind {
  mime: string
  /** Without the dot. */
  extension: string
  /** 图片, PDF, Excel表格 … */
  word: string
}

/** A file that is not kept: of no kind that is taken, or of another than its name says. */
export type NotTaken = 'unknown' | 'mismatch'

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
  mp4: '视频',
  mov: '视频',
}

/** Old office files share one container: which of them it is says the stream they all have. */
const OLD_OFFICE: readonly (FileKind & { streams: readonly string[] })[] = [
  { extension: 'doc', mime: 'application/msword', word: 'Word文档', streams: ['WordDocument'] },
  {
    extension: 'xls',
    mime: 'application/vnd.ms-excel',
    word: 'Excel表格',
    streams: ['Workbook', 'Book'],
  },
  {
    extension: 'ppt',
    mime: 'application/vnd.ms-powerpoint',
    word: '演示文稿',
    streams: ['PowerPoint Document'],
  },
]

const TEXTS: readonly FileKind[] = [
  { extension: 'txt', mime: 'text/plain', word: '文本' },
  { extension: 'csv', mime: 'text/csv', word: '表格' },
]

/** Other ways of writing an extension. */
const SAME: Record<string, string> = { jpeg: 'jpg', heif: 'heic', m4v: 'mp4' }

/**
 * What a file is by its content. A name that says something else is not believed but refused; phones name one kind of
 * picture or video like another, which harms nobody.
 */
export async function fileKindOf(bytes: Uint8Array, name: string | null): Promise<FileKind | NotTaken> {
  const named = extensionOf(name)
  const kind = (await kindByContent(bytes)) ?? textKind(bytes, named)
  const claims = wordFor(named)
  if (!kind) return claims ? 'mismatch' : 'unknown'
  if (named !== null && claims !== kind.word) return 'mismatch'
  return kind
}

async function kindByContent(bytes: Uint8Array): Promise<FileKind | null> {
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined)
  if (found?.ext === 'cfb') return oldOffice(bytes)
  const word = found && WORDS[found.ext]
  return word ? { mime: found.mime, extension: found.ext, word } : null
}

/** What a name claims to be; undefined when that is nothing we take. */
const wordFor = (extension: string | null): string | undefined =>
  extension === null
    ? undefined
    : (WORDS[extension] ?? [...OLD_OFFICE, ...TEXTS].find(kind => kind.extension === extension)?.word)

/** An extension begins with a letter: `合同v1.2` has none. */
function extensionOf(name: string | null): string | null {
  const written = /\.([a-z][a-z0-9]{0,7})$/i.exec(name ?? '')?.[1]?.toLowerCase()
  return written ? (SAME[written] ?? written) : null
}

/** The names of streams stand in directory entries of 128 bytes, in UTF-16. */
function oldOffice(bytes: Uint8Array): FileKind | null {
  const names = new Set<string>()
  for (let at = 512; at + 64 <= bytes.length; at += 128) {
    if (bytes[at + 1] === 0 && bytes[at] !== 0) names.add(utf16(bytes.subarray(at, at + 64)))
  }
  const found = OLD_OFFICE.find(({ streams }) => streams.some(stream => names.has(stream)))
  return found ? { mime: found.mime, extension: found.extension, word: found.word } : null
}

const utf16 = (bytes: Uint8Array): string =>
  new TextDecoder('utf-16le').decode(bytes).replace(/\0[\s\S]*$/, '')

/** A text in UTF-8 or the usual Chinese encoding, by its name one of those that are taken. */
function textKind(bytes: Uint8Array, named: string | null): FileKind | null {
  const kind = TEXTS.find(({ extension }) => extension === named)
  if (!kind || bytes.length === 0 || bytes.some(isControl)) return null
  return ['utf-8', 'gb18030'].some(encoding => isIn(encoding, bytes)) ? kind : null
}

const isControl = (byte: number) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d

function isIn(encoding: string, bytes: Uint8Array): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

const LONGEST_NAME = 80

/** A name as it is kept: no path, nothing invisible, nothing that turns the reading direction, not too long. */
export function cleanFileName(name: string, extension: string): string {
  const base = name
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .replace(/^.*[/\\]/, '')
    .replace(/[<>:"|?*]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
  const stem = [...base.replace(/\.[a-z][a-z0-9]{0,7}$/i, '')].slice(0, LONGEST_NAME).join('')
  return `${stem.replace(/^[.\s]+|[.\s]+$/g, '') || '附件'}.${extension}`
}
