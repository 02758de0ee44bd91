import { createHash } from 'node:crypto'
import type { Db } from '../../db/client.ts'
import { type FileRef, fileContent } from '../../db/schema/index.ts'
import { PlatformError, Refusal } from '../lib/errors.ts'
import { cleanFileName, fileKindOf } from '../lib/file-kind.ts'
import type { Incoming, IncomingMessage, RemoteFile } from './message.ts'
import type { Platform } from './platform.ts'

/** The largest file that is kept; a photo of a phone has a fifth of it. */
const MOST_MB = 20
const MOST_FILES = 9
/** Waits between tries, in milliseconds. */
const TRIES = [0, 500, 2000]

/**
 * Fetches and keeps the files of a message that is meant for the bot: each content once, by its hash, its kind judged by
 * the content. Throws `Refusal` naming the file that cannot be taken and what to do; then none is.
 */
export async function receiveFiles(
  { db, platforms }: { db: Db; platforms: readonly Platform[] },
  incoming: Incoming,
): Promise<FileRef[]> {
  if (incoming.kind !== 'message' || !incoming.files?.length || !isForUs(incoming)) return []
  const platform = platforms.find(({ name }) => name === incoming.platform)
  if (!platform) throw new Refusal('这里收不了文件，请在聊天软件里发给我。')
  if (incoming.files.length > MOST_FILES) throw new Refusal(`一条消息最多收${MOST_FILES}个附件，请分几次发。`)
  const kept: FileRef[] = []
  for (const file of incoming.files) kept.push(await receiveOne(db, platform, incoming.messageId, file))
  return kept
}

const isForUs = ({ chatKind, mentionsBot, parentId }: IncomingMessage) =>
  chatKind === 'private' || mentionsBot || parentId !== undefined

async function receiveOne(db: Db, platform: Platform, messageId: string, file: RemoteFile): Promise<FileRef> {
  const called = file.name ? `“${file.name.slice(0, 40)}”` : '这张图片'
  const bytes = await fetchFile(platform, messageId, file, called)
  const kind = await fileKindOf(bytes, file.name)
  if (!kind)
    throw new Refusal(
      `${called}不是能收的文件。可以发图片、PDF、Word、Excel、演示文稿、文本和视频；压缩包和程序请解开后再发。`,
    )
  const hash = createHash('sha256').update(bytes).digest('hex')
  const { mime } = kind
  const size = bytes.length
  await db.insert(fileContent).values({ hash, mime, size, bytes, storedAt: new Date() }).onConflictDoNothing()
  return { hash, name: cleanFileName(file.name ?? kind.word, kind.extension), mime, size }
}

async function fetchFile(
  platform: Platform,
  messageId: string,
  file: RemoteFile,
  called: string,
): Promise<Uint8Array> {
  for (const wait of TRIES) {
    if (wait > 0) await new Promise(done => setTimeout(done, wait))
    try {
      return await platform.download(messageId, file, MOST_MB * 1024 * 1024)
    } catch (error) {
      if (!(error instanceof PlatformError)) throw error
      if (error.code === 'size') throw new Refusal(`${called}超过${MOST_MB}MB，收不下，请压缩后再发。`)
      if (error.fault === 'rejected' || error.fault === 'target-gone')
        throw new Refusal(`没能取到${called}，可能已被撤回或没有权限，请重新发一次。`)
    }
  }
  throw new Refusal(`暂时取不到${called}，没有收下。请过几分钟重新发一次。`)
}
