import { z } from 'zod'
import { movePassage, omitPassages } from '../../src/bulletins/arrange.ts'
import {
  decideBoards,
  printExactly,
  printUsually,
  refreshBulletin,
  retitleBulletin,
  rewordBulletin,
  softenBulletin,
} from '../../src/bulletins/edit.ts'
import { type Bulletin, nameOf, versionsOf } from '../../src/bulletins/find.ts'
import type { Edited } from '../../src/bulletins/version.ts'
import { type Block, say } from '../../src/chat/card.ts'
import { type Context, intent, type Reply, type Said } from '../../src/chat/command.ts'
import { dayOf, timeOf } from '../../src/lib/time.ts'
import { sayPeriod } from '../../src/registry/period.ts'
import { DECIDERS } from './access.ts'
import { asClick } from './decide.ts'
import { pickBulletin } from './pick.ts'
import { refuseToChange } from './refuse.ts'
import { rateIn, wordsIn } from './said.ts'
import { showBulletin } from './show.ts'
import { EXACT, instructionIn, type Wish, wishIn } from './wish.ts'

const whichSlots = {
  bulletin_id: z.number().int().optional(),
  version: z.number().int().optional(),
}

/** 改写通报: wording only. A rate is printed more exactly, a passage said otherwise or more mildly; no fact changes. */
export const edit = intent({
  title: '改通报的措辞',
  examples: [
    '通报里祁东那句改成“进度有所放缓”',
    '把解决率按实际写 别四舍五入到98',
    '通报可以 但常宁那段语气缓一点',
    '通报下步打算改成“逐户走访 一企一策”',
    '通报典型经验写“松木经开区推行拿地即开工”',
    '通报里衡东那段换个说法 改成“发展势头良好”',
    '第一段短点',
    '第二段把衡东挪前面',
    '标题改一下',
    '标题短一点',
    '把祁东那句删掉',
    '加一句感谢企业',
    '开头加一句 感谢各县',
    '常宁那段改委婉点',
    '亩均那段去掉',
    '排名那句别要了',
    '数字保留一位小数',
    '语气缓和一点',
    '把下步打算写具体',
    '结尾加上要求',
    '删掉表格',
    '这段太长 精简',
    '文字再打磨下',
    '措辞再软一点',
    '松木放到最前面',
    '把耒阳和常宁的顺序换一下',
    '去掉衡东排名',
    '第三部分重写',
    '解决率保留整数',
    '把典型经验放前面',
    '祁东那段写重一点',
    '第一段数字加粗 标题换掉',
    '把没解决的原因写清楚',
    '常宁排名去掉 只写进度',
    '增速保留两位小数',
    '最后加一段下步要求',
    '把23家名单附在后面',
    '标题改成三季度情况',
    '标题换成工作通报',
    '题目改为10月份情况',
  ],
  access: DECIDERS,

  read: readEdit,
  slots: z.object({
    ...whichSlots,
    /** Of the form: the passage and its new words. */
    passage: z.string().max(60).optional(),
    words: z.string().max(1000).optional(),
    metric: z.string().max(30).optional(),
    format: z.string().max(30).optional(),
    region: z.string().max(30).optional(),
    instruction: z.string().max(30).optional(),
    text: z.string().optional(),
  }),
  run: editOne,
})

function readEdit({ text: said }: Said): Record<string, unknown> {
  const rate = rateIn(said)
  if (rate && EXACT.test(said))
    return { metric: rate.title, format: /两位/.test(said) ? '两位小数' : '一位小数', text: said }
  const instruction = instructionIn(said)
  const words = wordsIn(said)
  return { text: said, ...(instruction ? { instruction } : words ? { words } : {}) }
}

interface Asked {
  bulletin_id?: number | undefined
  passage?: string | undefined
  words?: string | undefined
  text?: string | undefined
}

async function editOne(context: Context, asked: Asked): Promise<Reply> {
  const row = await pickBulletin(context, asked.bulletin_id)
  const { passage: passageId, words } = asked
  const wish: Wish =
    passageId !== undefined && words !== undefined
      ? { do: 'word', passageId, words }
      : wishIn(asked.text ?? context.text, row)
  return wish.do === 'refuse'
    ? refuseToChange(context, '通报里的数字只随数据变，不能直接改写。', row)
    : edited(context, row, await fulfil(context, row, wish))
}

function fulfil(
  { db, speaker, now, causeId }: Context,
  { id }: Bulletin,
  wish: Exclude<Wish, { do: 'refuse' }>,
): Promise<Edited> {
  const base = { id, actor: speaker, now, causeId }
  switch (wish.do) {
    case 'exact':
      return printExactly(db, { ...base, ...wish })
    case 'usual':
      return printUsually(db, { ...base, ...wish })
    case 'soften':
      return softenBulletin(db, { ...base, ...wish })
    case 'omit':
      return omitPassages(db, { ...base, ...wish })
    case 'move':
      return movePassage(db, { ...base, ...wish })
    case 'title':
      return retitleBulletin(db, { ...base, ...wish })
    case 'word':
      return rewordBulletin(db, { ...base, ...wish })
  }
}

/** The new version with what it changed, or why nothing was changed. */
async function edited(context: Context, row: Bulletin, result: Edited): Promise<Reply> {
  if (result.kind === 'refused') return refuseToChange(context, result.why, row)
  const reply = await showBulletin(context.db, result.bulletin, context.now, result.why)
  return asClick(context, reply, `已改为第${result.bulletin.version}稿：${result.why}`)
}

/** 更新数据: the facts anew, after a correction. */
export const refresh = intent({
  title: '按最新数据更新初稿',
  examples: [
    '通报按最新数据更新一下',
    '数据更正了 通报重新算一下',
    '通报数据刷新一下',
    '初稿按最新数据重算',
    '通报更新成最新的数',
    '重新取数 更新初稿',
    '通报里的数更新一下',
  ],
  access: DECIDERS,
  slots: z.object(whichSlots),
  async run(context, { bulletin_id }) {
    const row = await pickBulletin(context, bulletin_id)
    const { db, policies, speaker, now, causeId } = context
    const result = await refreshBulletin(db, policies, { id: row.id, actor: speaker, now, causeId })
    return edited(context, row, result)
  },
})

/** 红榜、黄榜: printed only when somebody with the right has said so. */
export const boards = intent({
  title: '红榜黄榜列不列入通报',
  examples: [
    '通报列红黄榜',
    '同意红榜黄榜',
    '这期通报不列红黄榜',
    '红黄榜要不要列',
    '列入红榜黄榜',
    '不要红黄榜',
    '通报里加红黄榜',
    '红黄榜去掉',
  ],
  access: DECIDERS,
  read: ({ text: said }) => ({ shown: !/不列|不要|去掉|取消|不同意/.test(said) }),
  slots: z.object({ ...whichSlots, shown: z.boolean().default(true) }),
  async run(context, { bulletin_id, shown }) {
    const row = await pickBulletin(context, bulletin_id)
    const { db, speaker, now, causeId } = context
    const result = await decideBoards(db, { id: row.id, actor: speaker, now, causeId, isShown: shown })
    return edited(context, row, result)
  },
})

/** 改过哪些: every version, who made it, when and why. */
export const versions = intent({
  title: '通报改过哪些',
  examples: [
    '这期通报改过哪些',
    '通报谁改的 改了几稿',
    '通报修改记录',
    '通报改了几次',
    '看看通报的修改记录',
    '通报各稿的区别',
    '这期通报谁动过',
  ],
  access: DECIDERS,
  slots: z.object(whichSlots),
  async run(context, { bulletin_id }) {
    const row = await pickBulletin(context, bulletin_id)
    const list = await versionsOf(context.db, row.id)
    const rows = await Promise.all(
      list.map(async ({ version, why, by, at }) => ({
        version: `第${version}稿`,
        by: await nameOf(context.db, by),
        at: `${dayOf(at).slice(5)} ${timeOf(at)}`,
        why,
      })),
    )
    const table: Block = {
      kind: 'table',
      columns: [
        { key: 'version', title: '稿次' },
        { key: 'by', title: '谁' },
        { key: 'at', title: '时间' },
        { key: 'why', title: '改了什么' },
      ],
      rows,
    }
    return {
      card: say(
        `${sayPeriod(row.period)}倍增通报的稿次`,
        `共${rows.length}稿，每稿都留着，只增不改。`,
        'info',
        table,
      ),
      focus: { bulletinId: row.id, bulletinVersion: row.version },
    }
  },
})
