import { z } from 'zod'
import { type Block, bold, buttons, say, text } from '../src/chat/card.ts'
import { type Command, type Context, intent, type Reply } from '../src/chat/command.ts'
import { Refusal } from '../src/lib/errors.ts'
import { maySeeProfile } from '../src/people/may.ts'
import { type Enterprise, getEnterprise } from '../src/registry/enterprises.ts'
import { findEnterprises, findMention, isSure, type Mention, WORTH_ASKING } from '../src/registry/resolve.ts'
import { editIntent } from './enterprise/edit.ts'
import { kinds } from './enterprise/kinds.ts'
import { qualification } from './enterprise/qualification.ts'
import { firmSlots, nameOf } from './parts/firm.ts'
import { profileCard } from './parts/profile-card.ts'
import { askWhichFirm } from './parts/which-firm.ts'

const slots = z.object({
  ...firmSlots,
  candidates: z.array(z.object({ uscc: z.string().max(40), name: z.string().max(200) })).optional(),
})
type Asked = z.infer<typeof slots>

/** 企业信息: what the registry holds of an enterprise, and which one is meant by a name. */
export const enterprise = {
  name: 'enterprise',
  title: '企业信息',
  aliases: ['企业', '查企业', '企业档案'],
  summary: '查企业的登记、资质荣誉和名录情况，弄清一个叫法指哪家企业，按类别列企业；修改登记',
  intents: {
    'query.enterprise_profile': intent({
      title: '企业基本信息',
      examples: [
        '查一下[91430400DEM000014F]',
        '查一下[湖南机油泵]',
        '[爱洁科技]是哪个县的企业',
        '[恒飞电缆]的基本情况',
        '看看[固诚电气]的档案',
        '[衡变]在哪个园区',
        '[古汉中药]是不是规上企业',
        '我们公司在系统里登记的信息',
        '[恒飞电缆]是个什么企业',
        '介绍一下[大合新材料]',
        '[建滔化工]资料发我看看',
        '[瑞达电源]企业档案',
        '[福邦新材料]主要生产什么',
        '[德阳鞋业]在哪 做什么的',
        '了解下[爱洁科技]的情况',
        '把[金翼有色]的底子给我讲讲',
        '[金隆再生金属]什么来头',
        '[91430400DEM000022A]是哪个企业',
        '[恒飞电缆]情况介绍一下',
        '[福邦新材料]是什么性质的企业',
        '[瑞达电源]注册地在哪里',
        '[建衡实业]老板是谁',
        '[大合新材料]属于哪个行业',
        '[金翼有色]有多少员工',
        '[古汉中药]哪年成立的',
        '[衡山汽车]简介',
        '[德阳鞋业] 概况',
        '[91430424DEM000030X]是哪家公司',
        '这个信用代码是谁家的 [91430482DEM000049T]',
        '[南岳电控]联系人电话',
        '[创大玉兔]主营啥产品',
        '[固诚电气]的档案调出来',
        '看一下我们公司登记的资料对不对',
        '我们公司在你这登记的是哪个区',
        '[爱洁科技]规模多大 干什么的',
        '给我讲讲[建滔化工]这个企业',
        '[金隆再生金属]基础信息',
        '[特变电工衡变]是央企吗',
        '[湖南机油泵]底数',
        '[特变电工衡变] 哪个县的 归哪条链',
        '看下91430400DEM000014F这家的信息',
        '[金隆再生金属]是哪年入规的 主要做什么',
        '[镭目科技]这个企业是干嘛的 规上没',
        '[古汉中药]在松木还是高新 有多少亩地',
      ],
      inPrivate: true,
      access: 'known',
      slots,
      run: tellProfile,
    }),
    'query.entity_resolve': intent({
      title: '认企业',
      examples: [
        '[竣能5G]和凌能5G是不是同一家',
        '[衡变]是哪家企业',
        '[湘油泵]和湖南机油泵是同一家吗',
        '大家说的[建滔]全称叫什么',
        '[瑞达]的信用代码是多少',
        '有没有一家叫[福邦]的企业',
        '[金杯]跟金杯电工是不是一家',
        '[玉兔化工]和创大玉兔是同一个企业吗',
        '[特变电工]跟衡变什么关系 一家的吗',
        '[古汉]全名叫什么',
        '重名的企业怎么区分',
        '叫[雁南机械]的有几家',
        '[凌能]就是那个竣能吧',
        '[恒飞]指的是哪家公司',
        '[金杯]和金杯电工什么关系',
        '[湘油泵]就是湖南机油泵吧',
        '[建滔]跟建滔化工是一码事不',
        '[福邦]是不是福邦新材料',
        '名字差不多的两家怎么分',
        '有没有叫[恒飞]的企业',
        '[玉兔]是创大玉兔还是玉兔化工',
        '[衡变]的全称',
        '[古汉]是古汉中药那个吗',
        '[瑞达]和瑞达电源是一家不',
        '他们说的[固诚]是哪个公司',
        '[爱洁]全名是什么',
        '有几家叫[雁南]的',
        '系统里有两个同名的 哪个是对的',
        '是不是改过名 [金翼有色]以前叫什么',
        '[衡变]是指哪家 特变电工吗',
        '表里写的[湘油泵] 是不是湖南机油泵',
        '叫鑫源的有好几家 到底哪个',
        '[建滔]化工和建涛是不是写错字了 一家吧',
        '台账里两个名字 是同一家企业吧 [金翼有色]和金翼',
      ],
      access: 'known',
      read: ({ text, mentions }) => namesIn(text, mentions),
      slots,
      run: tellWho,
    }),
    'query.qualification': qualification,
    'enterprise.edit': editIntent,
    'query.enterprise_kinds': kinds,
  },
} satisfies Command

async function tellProfile(context: Context, asked: Asked): Promise<Reply> {
  if (!asked.uscc) return offer(context, asked, 'query.enterprise_profile')
  const firm = await getEnterprise(context.db, asked.uscc)
  if (!firm) {
    throw new Refusal(`库里没有统一社会信用代码为“${asked.uscc}”的企业，请核对代码，或直接说企业名称。`)
  }
  checkMaySee(context, firm)
  return { card: await profileCard(context, firm, asked), focus: { uscc: firm.uscc } }
}

function checkMaySee({ speaker }: Context, firm: Enterprise): void {
  if (maySeeProfile(speaker, firm)) return
  throw new Refusal(
    `“${firm.shortName}”的登记信息只提供给它自己和政府工作人员，您绑定的企业看不到。可以问本企业的情况，例如“我们公司登记的信息”。`,
  )
}

/** Which enterprise is meant by one name, or whether two names mean the same one. */
async function tellWho(context: Context, asked: Asked): Promise<Reply> {
  const mentions = await findMention(context.db, context.text)
  const [first, second] = mentions
  const [one, other] = [first?.candidates[0], second?.candidates[0]]
  if (first && second && one && other && isSure(first.candidates) && isSure(second.candidates)) {
    const firm = await visible(context, one.uscc)
    const otherFirm = one.uscc === other.uscc ? firm : await visible(context, other.uscc)
    const words =
      one.uscc === other.uscc
        ? [
            '是同一家：',
            bold(firm.name),
            `（${firm.uscc}）。“${first.matchedText}”和“${second.matchedText}”都是它的叫法。`,
          ]
        : [
            '不是同一家：',
            `“${first.matchedText}”是`,
            bold(firm.name),
            `，“${second.matchedText}”是`,
            bold(otherFirm.name),
            '。',
          ]
    return {
      card: { title: '认企业', tone: 'info', blocks: [text(...words), profileButton(firm)] },
      focus: { uscc: firm.uscc },
    }
  }
  const uscc = asked.uscc ?? (first && isSure(first.candidates) ? one?.uscc : undefined)
  if (!uscc) return offer(context, asked, 'query.enterprise_profile')
  const firm = await visible(context, uscc)
  const others = firm.aliases.length > 0 ? `也叫：${firm.aliases.join('、')}。` : ''
  const card = say(
    '认企业',
    '',
    'info',
    text(...nameOf(firm, asked), `，统一社会信用代码 ${firm.uscc}。${others}`),
  )
  return {
    card: { ...card, blocks: [...card.blocks.slice(1), profileButton(firm)] },
    focus: { uscc: firm.uscc },
  }
}

const profileButton = ({ uscc }: Enterprise): Block =>
  buttons({
    label: '看企业信息',
    action: { command: 'enterprise', intent: 'query.enterprise_profile', args: { uscc } },
  })

async function visible(context: Context, uscc: string): Promise<Enterprise> {
  const firm = await getEnterprise(context.db, uscc)
  if (!firm) throw new Refusal(`库里没有统一社会信用代码为“${uscc}”的企业，请核对后再说一次。`)
  checkMaySee(context, firm)
  return firm
}

/** Nobody was clearly meant: offers those the words may mean, of what the speaker may know of. */
async function offer(context: Context, asked: Asked, next: string): Promise<Reply> {
  const words = context.text.replace(
    /查一下|查下|查询|帮我|请问|看看|看下|是哪家|哪家|企业|公司|有没有|一家|叫|的?(?:基本)?(?:信息|情况|档案)|[查吗呢?？，,。]/g,
    '',
  )
  const found = asked.candidates?.length ? [] : await findEnterprises(context.db, words || context.text)
  const firms = asked.candidates?.length
    ? asked.candidates
    : found.filter(({ score }) => score >= WORTH_ASKING)
  const isOfficial =
    context.speaker.kind === 'person' && context.speaker.grants.some(({ role }) => role !== 'enterprise')
  if (firms.length === 0 || !isOfficial) {
    throw new Refusal(
      `没有找到您说的企业${words ? `（“${words.slice(0, 30)}”）` : ''}。请说全称、简称或统一社会信用代码，例如“查一下金杯电工”。`,
    )
  }
  return askWhichFirm({ firms, command: 'enterprise', intent: next })
}

/** The names a question compares: those of enterprises known, else what stands on both sides of 和 or 是不是. */
function namesIn(text: string, mentions: readonly Mention[]): { names?: string[] } {
  if (mentions.length > 1) return { names: mentions.map(({ matchedText }) => matchedText) }
  const said =
    /^(?:请问)?(\S{2,12}?)\s*(?:和|跟|与|是不是就是|是不是|就是|是)\s*(\S{2,12}?)(?:那家|那个|是不是|是(?:同?一家|同一个)|什么关系|同一家|一家|[吗吧不么?？]|$)/.exec(
      text,
    )
  return said?.[1] && said[2] ? { names: [said[1], said[2]] } : {}
}
