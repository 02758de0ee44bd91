import { createHash } from 'node:crypto'
import type { Db } from '../../db/client.ts'
import { type FileRef, fileContent } from '../../db/schema/index.ts'
import { PlatformError, Refusal } from '../lib/errors.ts'
import { cleanFileName, fileKindOf } from '../lib/file-kind.ts'
import { dayOf, timeOf } from '../lib/time.ts'
import { identify } from '../people/identify.ts'
import { sentCard } from './conversation.ts'
import { type InboxRow, renew } from './inbox.ts'
import type { IncomingMessage, RemoteFile } from './message.ts'
import type { Platform } from './platform.ts'

/** The largest file that is kept; a photo of a phone has a fifth of it, and the platforms send back 30. */
const MOST_MB = 20
const MOST_FILES = 9
/** How often the message is driven for files the platform does not hand out just now. */
const MOST_TRIES = 4

/** The platform could not be asked for a file: the message is to be driven again after `waitMs`. */
export class NotYet extends Error {
  override name = 'NotYet'
  readonly waitMs: number

  constructor(waitMs: number, why: string) {
    super(why)
    this.waitMs = waitMs
  }
}

interface Deps {
  db: Db
  platforms: readonly Pick<Platform, 'name' | 'download'>[]
}

/**
 * Fetches and keeps the files of a message that is meant for the bot and comes from somebody known: each content once,
 * by its hash, its kind judged by the content. Done before the message's transaction, because a platform may take its
 * time; what is kept and then not asked for is dropped after a day. Throws `Refusal` naming the file that cannot be taken
 * and what to do, then none is; `NotYet`.
 */
export async function receiveFiles({ db, platforms }: Deps, row: InboxRow): Promise<FileRef[]> {
  const { incoming } = row
  if (incoming.kind !== 'message' || !incoming.files?.length || !(await isForUs(db, incoming))) return []
  if (
    (await identify(db, incoming.platform, incoming.senderId, new Date(incoming.sentAt))).kind === 'stranger'
  )
    throw new Refusal(
      '您还没有绑定身份，图片和文件没有收。企业请先发“绑定企业 统一社会信用代码”，核实后再发一次。',
    )
  const platform = platforms.find(({ name }) => name === incoming.platform)
  if (!platform) throw new Refusal('这里收不了文件，请在聊天软件里发给我。')
  if (incoming.files.length > MOST_FILES) throw new Refusal(`一条消息最多收${MOST_FILES}个附件，请分几次发。`)
  const kept: FileRef[] = []
  for (const file of incoming.files) {
    await renew(db, row.id)
    const called = file.name ? `“${file.name.slice(0, 40)}”` : '这张图片'
    const bytes = await fetchFile(platform, row, incoming, file, called)
    kept.push(await keep(db, bytes, file, incoming.sentAt, called))
  }
  return kept
}

/** The same as for words: in private, called by name, or in reply to a card of ours. */
async function isForUs(
  db: Db,
  { platform, chatKind, mentionsBot, parentId }: IncomingMessage,
): Promise<boolean> {
  if (chatKind === 'private' || mentionsBot) return true
  return parentId !== undefined && (await sentCard(db, platform, parentId)) !== null
}

async function fetchFile(
  platform: Pick<Platform, 'download'>,
  { attempts }: InboxRow,
  { messageId }: IncomingMessage,
  file: RemoteFile,
  called: string,
): Promise<Uint8Array> {
  try {
    return await platform.download(messageId, file, MOST_MB * 1024 * 1024)
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error
    if (error.code === 'size') throw new Refusal(`${called}超过${MOST_MB}MB，收不下，请压缩后再发。`)
    if (error.fault === 'rejected' || error.fault === 'target-gone')
      throw new Refusal(`没能取到${called}，可能已被撤回或没有权限，请重新发一次。`)
    if (attempts >= MOST_TRIES)
      throw new Refusal(`试了几次都取不到${called}，没有收下。请过几分钟重新发一次。`)
    throw new NotYet(Math.max(error.retryAfterMs ?? 0, 1000 * 2 ** attempts), error.message)
  }
}

async function keep(
  db: Db,
  bytes: Uint8Array,
  file: RemoteFile,
  sentAt: string,
  called: string,
): Promise<FileRef> {
  const kind = await fileKindOf(bytes, file.name)
  if (kind === 'mismatch')
    throw new Refusal(
      `${called}的内容和名字对不上，没有收。请把原文件重新发一次，不要改后缀名；加了密码的请先去掉密码。`,
    )
  if (kind === 'unknown')
    throw new Refusal(
      `${called}不是能收的文件。可以发图片、PDF、Word、Excel、演示文稿、文本和视频；压缩包请解开后再发，程序不收。`,
    )
  const { mime, extension } = kind
  const hash = createHash('sha256').update(bytes).digest('hex')
  const size = bytes.length
  const storedAt = new Date()
  // One that was here already is not to be dropped before its new sender has said what it is for.
  await db
    .insert(fileContent)
    .values({ hash, mime, size, bytes, storedAt })
    .onConflictDoUpdate({ target: fileContent.hash, set: { storedAt } })
  return { hash, name: cleanFileName(file.name ?? nameFor(kind.word, sentAt), extension), mime, size }
}

/** Pictures come without a name: `图片20231115-1002`. */
function nameFor(word: string, sentAt: string): string {
  const at = new Date(sentAt)
  return `${word}${dayOf(at).replaceAll('-', '')}-${timeOf(at).replaceAll(':', '')}`
}
