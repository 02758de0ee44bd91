import { dropOldFiles as drop } from '../src/chat/files.ts'
import type { Job } from '../src/schedule/job.ts'

/** 清理过期文件: sent files whose links no longer work. Their age is by the real clock, as that of the links. */
export const dropOldFiles = {
  name: 'drop-old-files',
  title: '清理过期文件',
  schedule: '30 3 * * *',
  async run({ db }) {
    const files = await drop(db)
    return { summary: files === 0 ? '没有过期的文件' : `清理过期文件${files}个`, counts: { files } }
  },
} satisfies Job
