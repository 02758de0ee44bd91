import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { newId } from './ids.ts'

/** A file in a chat. */
export interface StoredFile {
  name: string
  bytes: Uint8Array
}

/** Pictures and files sent in chats, by key; in memory, and in a folder when one is given. */
export interface Files {
  add(file: StoredFile, kind?: 'image' | 'file'): string
  get(key: string): StoredFile | undefined
}

/** Kept in memory; older ones are found in the folder, if there is one. */
const KEPT = 50

export function createFiles(folder: string | undefined): Files {
  const byKey = new Map<string, StoredFile>()

  function keep(key: string, file: StoredFile): void {
    byKey.set(key, file)
    const [oldest] = byKey.keys()
    if (byKey.size > KEPT && oldest !== undefined) byKey.delete(oldest)
  }

  return {
    add(file, kind = 'file') {
      const key = newId(kind === 'image' ? 'img_v3_' : 'file_v3_')
      keep(key, file)
      if (folder) {
        mkdirSync(folder, { recursive: true })
        writeFileSync(join(folder, key), file.bytes)
        writeFileSync(join(folder, `${key}.name`), file.name)
      }
      return key
    },
    get(key) {
      const known = byKey.get(key)
      if (known || !folder || basename(key) !== key || !existsSync(join(folder, `${key}.name`))) return known
      return {
        name: readFileSync(join(folder, `${key}.name`), 'utf8'),
        bytes: readFileSync(join(folder, key)),
      }
    },
  }
}
