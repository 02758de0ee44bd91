import type { Files, StoredFile } from './files.ts'
import { imageType } from './image-type.ts'
import { parse } from './json.ts'
import { PlatformRefusal } from './platform-error.ts'
import type { Store } from './store.ts'

/** The platform hands out no more than this. */
const LARGEST = 100 * 1024 * 1024

/**
 * The content of a picture or file somebody sent, as a bot may fetch it: by the message it is in, and as what it is.
 * Throws `PlatformRefusal`.
 */
export function resource(
  store: Store,
  files: Files,
  { id, key, type }: { id: string; key: string; type: string },
): StoredFile & { mime: string } {
  const message = store.get(id)
  if (!message) throw new PlatformRefusal(230001, 'ext=invalid message_id')
  if (message.recalled) throw new PlatformRefusal(230011, 'The message was recalled.')
  if (type !== (key.startsWith('img_') ? 'image' : 'file'))
    throw new PlatformRefusal(234001, 'Invalid request param.')
  const file = keysIn(parse(message.content)).includes(key) ? files.get(key) : undefined
  if (!file) throw new PlatformRefusal(234003, 'File not in msg.')
  if (file.bytes.length > LARGEST) throw new PlatformRefusal(234037, 'Downloaded file size exceeds limit.')
  return { ...file, mime: imageType(file.bytes) ?? 'application/octet-stream' }
}

/** Keys of pictures and files anywhere in a content. */
function keysIn(content: unknown): unknown[] {
  if (typeof content !== 'object' || content === null) return []
  return Object.entries(content).flatMap(([name, value]) =>
    name === 'image_key' || name === 'file_key' ? [value] : keysIn(value),
  )
}
