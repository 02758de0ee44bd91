import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { enterprise } from '../db/schema/index.ts'
import { type Command, type Context, intent, type Reply } from '../src/chat/command.ts'
import { openAct } from '../src/ledger/act.ts'
import { keepUpload, waitingUploads } from '../src/ledger/attachments.ts'
import { isEmergency } from '../src/ledger/categories.ts'
import { findNear } from '../src/ledger/near.ts'
import { splitProblems } from '../src/ledger/split.ts'
import { requireText } from '../src/ledger/wording.ts'
import { Missing, Refusal } from '../src/lib/errors.ts'
import { mayReportFor, scopesOf } from '../src/people/may.ts'
import { apply, feedback, type Matter } from './report/apply.ts'
import { answerEmergency } from './report/emergency.ts'
import { reportForm, severalForm } from './report/form.ts'
import { readProblem } from './report/read.ts'
import { submitIntent, submitSeveralIntent } from './report/submit.ts'

/** 上报诉求: an enterprise, or an official for it, reports a problem. */
export const report = {
  name: 'report',
  title: '上报诉求',
  aliases: ['报诉求', '反映问题', '上报'],
  summary: '企业有困难直接说，自动填表、编号、派到责任单位',
  intents: {
    'intake.case': intent({
      title: '上报诉求',
      examples: [
        '又停电了 这周第二次 影响生产',
        '急 停水大半天了',
        '天然气压力不够 窑炉点不着',
        '贷款下不来 银行说抵押不够',
        '招不到工人 缺普工二十个',
        '想找一块地扩建厂房',
        '有没有现成厂房出租',
        '物流太贵了 能不能协调一下',
        '有人欠我们货款一直不给',
        '税务说我们不能享受优惠 帮问问',
        '厂门口的路烂了 大车进不来',
        '想找本地的供应商',
        '统计月报不会填',
        '环评手续办了三个月还没下来',
        '奖补资金还没到账',
        '[金杯电工]想要10个电工',
        '[金杯电工]流动资金差五百万',
        '我要反映一个问题',
        '上报诉求',
        '电费涨得太厉害',
        '变压器容量不够要增容',
        '老是跳闸影响生产',
        '自来水压力小',
        '停气两天了',
        '地不够用 想买块地',
        '土地证一直办不下来',
        '想租个标准厂房',
        '缺焊工 招了半年招不到',
        '想找学校搞校企合作招人',
        '流动资金缺口800万',
        '银行要抽贷 急用过桥资金',
        '想贷款没抵押物',
        '续贷批不下来',
        '运费太高 想拼车',
        '想找下游客户',
        '产品卖不出去 帮忙找找销路',
        '想找专家帮我们改工艺',
        '设备想技改 缺技术',
        '工程师的小孩上学没解决',
        '想申请人才公寓',
        '去年的补贴到现在没兑现',
        '贴息款没到账',
        '规划许可证卡住了',
        '能评批不下来',
        '有家公司欠我们工程款200万',
        '政府单位拖欠货款两年了',
        '退税一直没退',
        '社保费交不起',
        '排污许可证办不了',
        '隔壁工厂噪音粉尘大',
        '消防验收通不过',
        '统计报表不会填',
        '不知道怎么入统 来个人指导下',
        '想上市 股改遇到问题',
        '专利被侵权了',
        '门口没路灯 晚上不安全',
        '下水道堵了',
        '公交不到园区 工人上下班不方便',
        '经常有人来检查 影响生产',
        '被乱罚款了',
        '[恒飞电缆]说电压不稳',
        '[大合新材料]缺20个普工',
        '[瑞达电源]反映气价高',
        '[固诚电气]想要30亩地',
        '帮[福邦新材料]报一下 银行不给续贷',
        '给[德阳鞋业]提个诉求 污水没接管网',
        '[爱洁科技]货款收不回来',
        '遇到困难 需要政府帮忙',
        '我们厂没水了',
        '网络信号差',
        '厂里停电了',
        '又跳闸',
        '水压太低 机器开不了',
        '气价涨得受不了',
        '电费太贵',
        '变压器要增容 报了一个月没人管',
        '缺15个缝纫工',
        '工人招不来',
        '想招几个数控 招不到',
        '会开数控的招了两个月没招到',
        '急需焊工30名',
        '贷款到期 银行不续',
        '流动资金紧 想贷500万',
        '缺钱 差个三百来万',
        '工行说要追加担保',
        '要20亩地建新厂',
        '没地方放货 想租仓库',
        '厂房不够用 想租2000平',
        '土地证办不下来',
        '环评批不下来 三个月了',
        '环评一直没批 能不能帮忙催一下',
        '消防验收卡着',
        '办证太慢',
        '奖励说好的没给',
        '补助资金拖着没发',
        '技改奖励公示完了钱还没到',
        '去年奖补没兑现',
        '甲方拖着货款 50万',
        '有单位欠我们工程尾款80万不给',
        '被拖欠货款 对方是国企',
        '运费涨了三成 受不了',
        '想走铁路发货 没人对接',
        '货发不出去 车难找',
        '没订单 帮忙找客户',
        '想找下游厂配套',
        '想参加展会拓市场',
        '想跟大学合作搞研发',
        '设备要升级 缺技术人员',
        '想招博士',
        '工程师的住房解决不了',
        '职工小孩上学没着落',
        '出口退税卡住了',
        '留抵退税一直不到账',
        '税务上有个问题搞不清楚',
        '隔壁厂排烟 我们没法生产',
        '危废没地方处理',
        '检查太多了 影响生产',
        '执法的三天两头来',
        '被罚款了 不合理',
        '商标被人抢注',
        '有人冒用我们的牌子',
        '专利被侵权',
        '园区没公交',
        '下雨厂门口就淹',
        '园区污水管没接通',
        '网太差了',
        '围墙被占了 没人管',
        '村民堵路',
        '联网直报登不上去 不会弄',
        '不会填月报 派人教一下',
        '统计口径搞不懂',
        '想上市 不知道找谁辅导',
        '水费比别的园区贵',
        '燃气公司要断我们的气',
        '停水通知又来了 生产怎么办',
        '[恒飞电缆]缺电工8个',
        '[固诚电气]说变压器不够用',
        '[瑞达电源]反映招工难',
        '[大合新材料]想贷1000万 没抵押',
        '[金翼有色]土地不够',
        '[建衡实业]说专利被仿冒',
        '[德阳鞋业]货款被拖了80万',
        '[福邦新材料]要求增容',
        '[爱洁科技]反映水费高',
        '那个[古汉中药] 说环评卡着',
        '[衡山汽车]资金缺口大概三百多万',
        '替[创大玉兔]报个事 路灯坏了',
        '企业反映审批太慢',
        '有个企业说物流贵',
        '有事要找政府帮忙',
        '贷款快到期了 银行说续不了 1200万',
        '农行嫌我们抵押物不足 差800万流动资金',
        '有没有5000平的厂房租 要带行车的',
        '旁边的闲置地能不能给我们用 20亩',
        '厂里招不到夜班工 缺30多个',
        '年底赶订单 急缺50个临时工',
        '晚上电压老掉 机器带不动',
        '限电通知又来了 订单赶不出来',
        '水管爆了 全厂没水',
        '水质太差 锅炉结垢',
        '天然气涨到4块多 扛不住',
        '气压不稳 窑炉老熄火',
        '发上海一车要8000 太贵',
        '港口压柜 货出不去',
        '想找本地做包装的配套厂',
        '产品没销路 能不能帮忙推一推',
        '有没有政府采购的机会 帮对接',
        '想请专家帮我们搞智能化改造',
        '缺个高级工艺师 请不到',
        '博士引进来 安家费没落实',
        '说好的技改补贴拖了一年',
        '稳岗补贴没收到',
        '施工许可卡在住建 一个月了',
        '环评批文等了三个月',
        '欠我们货款230万 法院判了也不给',
        '某国企欠我们工程款六百万 一直拖',
        '研发费加计扣除税务不认',
        '发票额度不够用 税务不给提',
        '危废处置太贵 找不到单位',
        '环保要求停产整改 想缓一缓',
        '安评通不过 请指导一下',
        '入规后报表太多 不会弄',
        '统计平台登不进去 报不了数',
        '股改补税太多 上市想政府协调',
        '专利被外地企业抄了',
        '厂区门口积水 车进不来',
        '园区路灯坏了 晚上不敢走',
        '园区宽带太慢',
        '班车没有 工人上下班难',
        '村里人堵门不让施工',
        '城管说我们违建 要拆',
        '一年查十几次 受不了',
        '邻居投诉噪音 天天来闹',
        '员工子女读书没地方',
        '[镭目科技]说缺3个嵌入式工程师',
        '[衡山汽车]反映续贷难 差一千来万',
        '[瑞达电源]要15亩地扩产',
        '[南岳电控]想找做铸件的供应商',
        '[金翼有色]被欠货款三百多万',
        '[德阳鞋业]运费涨得厉害',
        '[古汉中药]说环评卡住了',
        '[建衡实业]缺工 想要20个普工',
        '那个[固诚电气]嘛 又停电了',
        '[创大玉兔]要用气 管道没通',
        '水费怎么涨了这么多',
        '电费怎么这么贵 给解释',
        '货车进不了城 送不了货',
        '招投标总排斥我们 不公平',
        '新厂区还没通水电',
        '用电老不优先 又停了',
        '说好优先供电 还是停了两次',
        '名录企业用地优先没落实',
        '优先保障没兑现 还在排队',
        '协议出让的地一直没批',
        '担保费太高 还要保证金',
      ],
      inPrivate: true,
      access: 'anyone',
      read: readProblem,
      slots: z.object({
        text: z.string().optional(),
        detail: z.string().optional(),
        uscc: z.string().max(18).optional(),
        /** They have read whom to call and still want to report. */
        isSafe: z.boolean().optional(),
      }),
      run: openForm,
    }),
    'intake.emergency': intent({
      title: '紧急险情',
      examples: [
        '有人吗 快 化工罐子漏了',
        '车间着火了',
        '爆炸了',
        '有人中毒了 快来人',
        '氨气泄漏了怎么办',
        '仓库起火了',
        '燃气漏了 快派人',
        '有人受伤了 快来',
        '锅炉爆了',
        '危险品泄漏',
        '有人触电了',
        '厂房塌了 压到人了',
        '反应釜冒烟 要炸了',
        '[衡岳化工]着火了',
        '救命',
        '有人掉下来了 流了好多血',
        '毒气跑出来了',
        '厂里起火了',
        '管道漏了 有毒气',
        '爆炸 有人伤',
        '氨气泄漏',
        '快救人 有人掉池子里了',
        '车间爆炸了 快叫119',
        '储罐泄漏 味道很大',
        '有人触电',
        '塌方了 压到人了',
        '烟很大 着了',
        '油罐漏油起火',
        '[恒飞电缆]车间起火',
        '[建滔化工]管道漏了',
        '[瑞达电源]厂房塌了',
        '液氯漏了',
        '电池仓库冒烟了 控制不住',
        '反应釜超压了 快',
        '煤气中毒了',
        '[福邦新材料]锅炉爆了 伤了人',
        '有人被机器卷进去了',
        '火灾！！',
        '工人中毒晕了几个',
        '出人命了',
        '@助手 快 车间烧起来了',
        '救火 仓库着了',
        '有毒气体漏了 人都跑出来了',
        '罐区爆了 有人没出来',
        '[建滔化工]氯气泄漏 快叫人',
        '行车断了砸到人了 快',
        '化工车间冒黄烟 怎么办',
        '[大合新材料]起火 火很大',
        '有人掉进罐里了',
        '急 急 急 漏气了 要爆',
        '厂里锅炉炸了 有人伤',
        '[福邦新材料]车间爆了 有人受伤',
        '[恒飞电缆]厂里着火了',
        '[瑞达电源]那边炸了 快派人',
        '反应釜炸了 伤了两个',
      ],
      access: 'anyone',
      read: () => ({ category: '安全', urgency: '特急' }),
      takesFiles: true,
      slots: z.object({ text: z.string().optional(), uscc: z.string().max(18).optional() }),
      async run(context, { text, uscc }) {
        // A photo of it waits until there is a case: whom to call comes first.
        if (context.files.length > 0) await keepUpload(await actOf(context), context.files)
        return answerEmergency(context, text ?? context.text, uscc)
      },
    }),
    'intake.apply': apply(openFor),
    'intake.feedback': feedback(openFor),
    'intake.submit': submitIntent,
    'intake.submit_several': submitSeveralIntent,
  },
} satisfies Command

/** Words that only announce a report; there is nothing to fill in yet. */
const ANNOUNCING = /^(?:\/\S+|(?:我们?)?(?:要|想)?(?:上报|反映|报)(?:一个|一下|个)?(?:诉求|问题|困难)?)\s*$/

async function openForm(
  context: Context,
  slots: {
    text?: string | undefined
    detail?: string | undefined
    uscc?: string | undefined
    isSafe?: boolean | undefined
  },
): Promise<Reply> {
  const said = (slots.detail ?? slots.text ?? context.text).replace(/^\/\S+\s*/, '').replace(ANNOUNCING, '')
  if (isEmergency(said) && !slots.isSafe) return answerEmergency(context, said, slots.uscc)
  const firm = await firmFor(context, slots.uscc)
  const detail = said === '' ? '' : requireText(said, '情况描述', 4)
  const problems = await Promise.all(
    splitProblems(detail).map(async problem => ({
      ...problem,
      near: problem.isGuessed
        ? await findNear(context.db, { ...problem, uscc: firm.uscc }, context.now)
        : null,
    })),
  )
  const [first, ...others] = problems
  if (!first) throw new Error('a report of nothing')
  const waiting = await waitingUploads(await actOf(context))
  const card =
    others.length > 0
      ? severalForm(firm, problems, context.now, waiting)
      : reportForm(firm, first, context.now, waiting)
  return { card, isPrivate: true, focus: { uscc: firm.uscc } }
}

/** The form of one matter whose category is known from what it is. */
async function openFor(context: Context, { detail, category, uscc }: Matter): Promise<Reply> {
  const firm = await firmFor(context, uscc)
  const waiting = await waitingUploads(await actOf(context))
  const draft = { detail, category, isGuessed: true, urgency: '一般', near: null } as const
  return {
    card: reportForm(firm, draft, context.now, waiting),
    isPrivate: true,
    focus: { uscc: firm.uscc },
  }
}

const actOf = ({ db, now, speaker, causeId }: Context) => openAct(db, now, speaker, causeId)

/** The enterprise a report is for: a firm's contact reports for that firm, an official for the one named. Throws `Refusal` saying what to do. */
async function firmFor({ db, speaker }: Context, named: string | undefined) {
  if (speaker.kind === 'stranger') {
    throw new Refusal(
      '还不知道您是哪家企业，没法受理。请先发“绑定企业 统一社会信用代码”，办公室核实后就能上报；着急的事请直接拨打12345。',
    )
  }
  // A firm that names another is complaining of it, not reporting for it.
  const own = scopesOf(speaker, 'enterprise')
  const uscc = own.length === 0 || (named && own.includes(named)) ? named : own[0]
  if (!uscc) {
    throw new Missing('enterprise', '请写上是哪家企业的问题，例如“金杯电工 园区又停电了，耽误交货”。')
  }
  const [firm] = await db.select().from(enterprise).where(eq(enterprise.uscc, uscc))
  if (!firm) throw new Refusal('没有找到这家企业。请写企业全称或统一社会信用代码后再试。')
  if (!mayReportFor(speaker, firm)) {
    throw new Refusal(
      `${firm.shortName}不在您联系服务的范围内，没有受理。请让企业自己上报，或联系它的联络员、领导小组办公室。`,
    )
  }
  return firm
}
