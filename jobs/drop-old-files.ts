import { dropOldFiles as drop } from '../src/chat/files.ts'
import { dropOldUploads } from '../src/ledger/attachments.ts'
import { dropOldPreviews } from '../src/registry/lists/batch.ts'
import type { Job } from '../src/schedule/job.ts'

/**
 * 清理过期文件: sent files whose links no longer work, by the real clock as that of the links; and files people sent
 * without saying within a day to which case they belong, or that they are to be imported.
 */
export const dropOldFiles = {
  name: 'drop-old-files',
  title: '清理过期文件',
  schedule: '30 3 * * *',
  misfire: 'late',
  async run({ db, now }) {
    const files = (await drop(db)) + (await dropOldUploads(db, now)) + (await dropOldPreviews(db, now))
    return { summary: files === 0 ? '没有过期的文件' : `清理过期文件${files}个`, counts: { files } }
  },
} satisfies Job
