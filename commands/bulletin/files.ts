import { z } from 'zod'
import { NO_WORDING } from '../../db/bulletin-content.ts'
import { composeBulletin } from '../../src/bulletins/compose.ts'
import { goldenLine } from '../../src/bulletins/document/overall.ts'
import { plainOf } from '../../src/bulletins/document/parts.ts'
import type { Bulletin } from '../../src/bulletins/find.ts'
import { draftPath, pagePath } from '../../src/bulletins/link.ts'
import { latestMonth, reportPeriod } from '../../src/bulletins/report-period.ts'
import { oneSheetFile, wordOf } from '../../src/bulletins/serve.ts'
import { buttons, note, say } from '../../src/chat/card.ts'
import { type Context, intent, type Reply } from '../../src/chat/command.ts'
import { keepFile } from '../../src/chat/files.ts'
import { demoTag } from '../../src/chat/notices/bulletin-body.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { findDay } from '../../src/lib/find-day.ts'
import { dayOf } from '../../src/lib/time.ts'
import { sayPeriod } from '../../src/registry/period.ts'
import { OFFICIALS } from './access.ts'
import { readableBulletin } from './pick.ts'

/** 一页纸: one sheet to take along, as a page and as a file. */
export const onepager = intent({
  title: '倍增一页纸',
  examples: [
    '周一调度会要用 给我一页纸',
    '倍增情况一页纸',
    '出个一页纸',
    '开会用的一页纸材料',
    '一页纸',
    '给我一页纸',
    '倍增一页纸',
    '开会要一页纸',
    '整个一页的 讲问题办理',
    '一张纸说清楚倍增',
    '一张A4 讲清楚',
    '出一页 入规和倍增',
    '常委会用 一页纸',
    '打印一页给我',
    '调研用的一页纸',
    '做一页汇报',
    '精简到一页',
    '周三常委会汇报 给一页纸 讲入规',
    '给省里调研组准备一页纸',
    '弄个一页纸 倍增和项目都要有',
    '明天开会要 一张纸就行',
    '一页纸材料 讲项目',
  ],
  access: OFFICIALS,

  read: ({ text: said, now }) => {
    const due = findDay(said, dayOf(now))?.said
    return { topic: '倍增与问题办理', ...(due && 'day' in due && { due: due.day }) }
  },
  slots: z.object({
    bulletin_id: z.number().int().optional(),
    topic: z.string().max(30).optional(),
    due: z.string().max(20).optional(),
  }),
  run: (context, { bulletin_id }) =>
    hand(context, bulletin_id, {
      title: '倍增一页纸',
      page: '/one',
      make: row => oneSheetFile(context.db, row),
    }),
})

/** 汇报材料: the bulletin as a Word file in the format of official documents. */
export const report = intent({
  title: '生成倍增汇报材料',
  examples: [
    '生成一份倍增工作汇报',
    '把倍增情况整理成汇报材料 word版',
    '通报给我一份word',
    '出一份公文格式的倍增通报',
    '倍增情况报告导出word',
    '出份工作总结',
    '生成半年报',
    '10月工作报告',
    '写个季度总结',
    '导出word报告',
    '年度总结材料',
    '三季度工作报告出一个',
    '援企服务总结报告',
    '生成报告',
    '做一份汇报',
    '百日行动总结',
    '搞个全年工作汇报',
    '弄份前三季度总结',
    '出个半年总结 word',
    '生成专项行动总结',
    '整理成报告给我',
    '写一份工作情况汇报',
    '月度工作报告',
    '出一份1-10月倍增工作报告',
    '写个百日行动总结 word',
    '帮我弄个半年工作小结',
    '把三季度情况整成报告',
    '年终总结出个初稿',
    '汇总个报告',
    '出季度报告',
  ],
  access: OFFICIALS,
  slots: z.object({ bulletin_id: z.number().int().optional() }),
  run: (context, { bulletin_id }) =>
    hand(context, bulletin_id, {
      title: '倍增通报公文稿',
      page: '',
      make: row => wordOf(context.db, row),
    }),
})

interface Form {
  title: string
  page: string
  make(row: Bulletin): Promise<{ name: string; mime: string; bytes: Uint8Array }>
}

/** Hands out a form of the bulletin somebody may read; of the numbers as they are where there is none. */
async function hand(context: Context, id: number | undefined, { title, page, make }: Form): Promise<Reply> {
  const { db, now } = context
  const found = await readableBulletin(context, id)
  const row = found ?? (await numbersNow(context))
  const file = await keepFile(db, await make(row))
  const isPublished = row.state === 'published'
  const path = found ? `${await (isPublished ? pagePath : draftPath)(db, row.id, now)}${page}` : null
  const standing = isPublished
    ? '已发布'
    : found
      ? `初稿第${row.version}稿，未经审批`
      : '即时数据，未经审批，不作通报使用'
  return {
    card: {
      ...say(
        `${sayPeriod(row.period)}${title}`,
        plainOf(goldenLine(row.content, row.wording)),
        'info',
        ...(path ? [buttons({ label: '在网页上看', style: 'primary', href: path })] : []),
        note(`${standing}。文件随后发来，A4可直接打印。`),
      ),
      ...demoTag(row.content),
    },
    file,
    ...(found && { focus: { bulletinId: row.id, bulletinVersion: row.version } }),
  }
}

/** The numbers of the latest month as a bulletin that nobody has drafted. */
async function numbersNow({ db, now, policies }: Context): Promise<Bulletin> {
  const period = await latestMonth(db, reportPeriod(now))
  if (!period) throw new Refusal('名录企业还没有任何月度数据，暂时出不了材料。请先导入数据。')
  const content = await composeBulletin(db, policies, now, period)
  return {
    id: 0,
    period,
    state: 'draft',
    content,
    wording: NO_WORDING,
    version: 0,
    draftedAt: now,
    decidedBy: null,
    decidedAt: null,
    publishedAt: null,
    reason: null,
  }
}
