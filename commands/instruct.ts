import { inArray } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '../db/client.ts'
import { person } from '../db/schema/index.ts'
import { type Block, bold, buttons, muted, text } from '../src/chat/card.ts'
import { type Command, type Context, intent, type Reply, type Said } from '../src/chat/command.ts'
import { tailOf } from '../src/chat/notices/case-body.ts'
import { type Instructed, instructedBy } from '../src/ledger/instructed.ts'
import { instructCase } from '../src/ledger/press.ts'
import { dayOf, sayDay } from '../src/lib/time.ts'
import { hasRole } from '../src/people/may.ts'
import { type Given, moveIntent } from './case/move.ts'
import { readDue } from './case/words.ts'
import { orFirms } from './instruct/firms.ts'
import { orMatters } from './matter/instruct.ts'

/** Who is to see to it, when a name is said: 刘局, 王主任. */
const OWNER =
  /([\u4e00-\u9fff]{1,3}?(?:局长?|主任|书记|县长|区长|市长|秘书长|科长|总))(?=盯|抓|牵头|负责|亲自|来|你|督)/

/** How often to report. */
const OFTEN = /每(天|日|周|星期|个?月|两天|三天)/
const FREQUENCIES: Record<string, string> = { 天: '每日', 星期: '每周', 个月: '每月' }

/** 让产值差的几家…: for those whose output lags. */
const LAGGING = /产值.{0,3}(?:差|落后|掉|下滑|慢|低|负增长)/

function readInstruction({ text, now }: Said): Partial<Given> & { owner?: string; freq?: string } {
  const { slots } = readDue(text, now)
  const owner = OWNER.exec(text)?.[1]?.replace(/^(?:这事|这件|请|让|由)/, '')
  const often = OFTEN.exec(text)?.[1]
  return {
    ...slots,
    instruction: text,
    ...(LAGGING.test(text) && { filter: '产值进度落后' }),
    ...(owner && { owner }),
    ...(often && { freq: FREQUENCIES[often] ?? `每${often}` }),
  }
}

/** How many are listed; the rest are counted. */
const LISTED = 10

/** 领导批示: a leader's word on a case, and what came of it. */
export const instruct: Command = {
  name: 'instruct',
  title: '领导批示',
  aliases: ['批示', '交代'],
  summary: '领导对诉求作批示，办理情况反馈给领导',
  intents: {
    'leader.instruct': orFirms(
      orMatters(
        moveIntent(
          'leader.instruct',
          {
            title: '批示',
            verb: 'instruct',
            move: 'instruct',
            examples: [
              '这事请王局盯着 下周三前报我',
              '0032抓紧办 下周一报我',
              '这件请王主任亲自抓 三天内拿方案',
              '一事一议的事项 尽快上会研究',
              '产值掉得多的几家 让他们每周报一次',
              '0032要一盯到底 办完向我报告',
              '批示 请自然资源局牵头尽快解决',
              '请工信局牵头 月底前拿方案',
              '0018特事特办',
              '这个问题要限期解决 周五前报结果',
              '让各县每周报一次进度',
              '请张局长亲自协调',
              '抓紧落实 有情况随时报我',
              '要求自规局三天内答复',
              '我来盯这件 每天向我汇报',
              '各部门要通力协作 尽快解决',
              '用地的事请分管领导过问一下',
              '落后的几个县下周来汇报',
              '这件事要查清楚 给我个说法',
              '抓紧办',
              '这事抓紧',
              '请金融办牵头',
              '让人社局拿个方案',
              '叫自规局明天来汇报',
              '下周五前给我结果',
              '要求县里限期解决',
              '盯紧点 有进展告诉我',
              '让落后的县说明原因',
              '交给王局长办',
              '这家企业要重点保 请工信局牵头服务',
              '常宁要加把劲',
              '每天给我报一次进展',
              '三天拿出解决办法',
              '特事特办',
              '这个事不能再拖了',
              '请李市长牵头协调',
              '周末前办完报我',
              '让产值下滑的企业一周一报',
              '用地的几件一并研究',
              '请各单位高度重视 尽快落实',
              '让张局跟进',
              '这事请分管副市长过问 三天内报',
              '让供电公司今天给答复',
              '常宁的要盯紧 每周报一次',
              '请自规局拿意见 周五前',
              '落后的五家 让县里说清楚原因',
              '[瑞达电源]这家要重点保 工信局上门',
              '没解决的那几件限本月清零',
              '不要推诿 牵头单位负总责',
              '一周内拿出方案 书面报我',
              '一事一议的 抓紧研究',
              '一事一议事项尽快上会',
              '上会的事抓紧',
            ],
            access: ['leader'],

            read: readInstruction,
            run: (act, no, { instruction = '', due }) => instructCase(act, no, instruction, due),
            done: '批示已转承办单位和办公室，办理情况会反馈给您。',
          },
          'instruct',
        ),
      ),
    ),
    'query.instructed': intent({
      title: '批示办理情况',
      examples: [
        '我批示的办得怎么样了',
        '我交代的事落实没有',
        '领导批示的件办到哪了',
        '还有哪些批示没反馈',
        '批示落实情况',
        '我批的件办了没',
        '批示的事项进展',
        '上次让办的那件怎么样了',
        '领导交办事项落实情况',
        '我批示的还有几件没办完',
        '书记批示的件到哪步了',
        '我批的那几件怎么样了',
        '批示件办得咋样',
        '我交办的事有结果没',
        '上周我说的那个落实了没',
        '批示还有哪些没办',
        '领导批示落实怎么样',
        '我让盯的那件呢',
        '我交代的有没有回音',
        '市长批示的件进展',
        '批示台账',
        '还有多少批示件没反馈',
        '上次说的那个事办了吗',
        '我批给自规局的那件办了没',
        '上周批示的三件有没有回',
        '我说的那几件事落实得怎么样',
        '批示件哪些超期了',
      ],
      inPrivate: true,
      access: ['leader', 'office'],

      slots: z.object({}),
      run: listInstructed,
    }),
  },
}

/** A leader hears of their own; the office of everybody's. */
async function listInstructed(context: Context): Promise<Reply> {
  const { db, speaker, now } = context
  const isLeader = hasRole(speaker, 'leader')
  const all = await instructedBy(db, isLeader ? speaker.id : null)
  const waiting = all.filter(({ instruction }) => instruction.answer === null).length
  const names = await namesOf(db, all)
  const shown = all.slice(0, LISTED)
  const head =
    all.length === 0
      ? isLeader
        ? '您还没有作过批示。看到诉求卡片后直接回复意见就行，例如“这事抓紧 周五前报我”。'
        : '还没有领导批示。'
      : `共${all.length}件批示，${waiting === 0 ? '都已反馈' : `${waiting}件还没有反馈`}。`
  return {
    card: {
      title: '批示办理情况',
      tone: waiting > 0 ? 'warn' : 'info',
      ...(shown.some(({ target }) => target.row.isDemo) && { tags: ['演示数据'] }),
      blocks: [
        text(head),
        ...shown.map(one => line(one, dayOf(now), isLeader ? null : (names.get(one.instruction.by) ?? null))),
        ...(shown.length > 0 ? [lookButtons(shown)] : []),
      ],
    },
    isPrivate: true,
  }
}

function line({ target, instruction }: Instructed, today: string, by: string | null): Block {
  const { answer, dueOn } = instruction
  const due = dueOn
    ? `，要求${sayDay(dueOn, today)}前${dueOn < today && answer === null ? '（已过）' : ''}`
    : ''
  const state = answer === null ? `还没有反馈${due}` : `已反馈：${answer}`
  return text(
    bold(tailOf(target.row.no)),
    ` ${target.row.category}（${target.unit ?? '待交办'}）${by ? `${by}：` : ''}${instruction.text} `,
    muted(state),
  )
}

function lookButtons(shown: readonly Instructed[]): Block {
  const numbers = [...new Set(shown.map(({ target }) => target.row.no))].slice(0, 5)
  return buttons(
    ...numbers.map(no => ({
      label: `看${tailOf(no)}`,
      action: { command: 'case', intent: 'query.case_status', args: { case_no: no } },
    })),
  )
}

async function namesOf(db: Db, all: readonly Instructed[]): Promise<Map<string, string>> {
  const ids = [...new Set(all.map(({ instruction }) => instruction.by))]
  if (ids.length === 0) return new Map()
  const rows = await db
    .select({ id: person.id, name: person.name })
    .from(person)
    .where(inArray(person.id, ids))
  return new Map(rows.map(({ id, name }) => [id, name]))
}
