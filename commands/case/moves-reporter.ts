import { reopenCase, withdrawCase } from '../../src/ledger/again.ts'
import { escalateCase, urgeCase } from '../../src/ledger/press.ts'
import { correctCase, supplementCase } from '../../src/ledger/supplement.ts'
import type { MoveCommand } from './move.ts'
import { readCorrection, readUnit, without } from './words.ts'

const URGING = /(?:请|麻烦|帮忙?|帮我|再)*催(?:一催|催|一下|下|办)?/

const urge: MoveCommand = {
  title: '催办',
  verb: 'urge',
  move: 'urge',
  examples: [
    '0032催一下',
    '[固诚电气]缺工那件 催一下人社局',
    '帮我催催 都好几天了',
    '[金杯电工]那个用地的催一下自然资源局',
    '催办0032 企业等着投产',
    '再催一下供电公司',
    '催一催0018',
    '麻烦催下自然资源局',
    '怎么还没动静 帮忙催一下',
    '[恒飞电缆]用地那件催办',
    '超期的几件都催一下',
    '给供电公司发催办',
    '一个星期了没人理 催催',
    '快点办吧 催一下',
    '0032再催催税务局',
    '催下0032',
    '0018快点',
    '帮忙催一下自规局',
    '[恒飞电缆]招工那个催一下',
    '[瑞达电源]的贷款催催金融办',
    '怎么这么慢 催一下',
    '等了一个礼拜了 催下',
    '供电公司那件再催',
    '0045快到期了 催一催',
    '还没人联系我们 帮催',
    '急着用 麻烦催催',
    '逾期那几件全部催一遍',
    '催人社局',
    '0032再不办就停产了 催一下',
  ],
  access: 'known',

  harmless: true,
  read({ rest, slots }) {
    const { dept, left } = readUnit(rest.replace(URGING, '找'))
    const note = without(left, /^找/, /[^\s]*(?:那个|那件|的事)[^\s]*/)
    return { dept, note: slots.case_no && note.length >= 4 ? note : undefined }
  },
  run: (act, no, { note }) => urgeCase(act, no, note),
  done: facts => `已催办${facts.unit ?? '领导小组办公室'}，有回音会告诉您。`,
}

const escalate: MoveCommand = {
  title: '提级',
  verb: 'escalate',
  move: 'escalate',
  examples: [
    '[金隆再生金属]的环评区里批不了 提级吧',
    '0032县里协调不动 申请提级',
    '这件提级办理',
    '往上报吧 部门之间扯皮',
    '0018区里办不了 报市里',
    '县里协调不下来 提到市级',
    '部门推来推去 请上级协调',
    '[恒飞电缆]的用电县里解决不了 提级',
    '升级处理吧',
    '这个问题得市里出面',
    '需要市领导协调',
    '0032县里办不了',
    '协调不动 请市领导出面',
    '0018升级到市里',
    '提到市级协调',
    '这件要报领导小组',
    '[瑞达电源]环评区里定不了 报市里吧',
    '[固诚电气]的地卡在市里 提级',
    '部门之间推 请领导小组定',
    '0041上报市里',
    '园区权限不够 提级办理',
    '跨县了 请市里牵头',
    '这件往上提一级',
  ],
  access: 'known',

  confirms: true,
  latest: true,
  read: ({ rest, text }) => ({
    to_level: /省/.test(text) ? '省级' : '市级',
    reason: without(rest, /(?:请|帮我|申请|要求|还是)*(?:提级|往上报)(?:办理|处理|协调)?(?:吧|一下)?/),
  }),
  run: (act, no, { reason = '' }) => escalateCase(act, no, reason),
  done: '已提级，已报领导小组办公室。',
}

export const SUPPLEMENT: MoveCommand = {
  title: '补充材料',
  verb: 'supplement',
  move: 'supplement',
  examples: [
    '再补一下 发票照片发过来了',
    '0032补充 昨天又停了两个小时',
    '补充材料',
    '再补充一点 我们是高新技术企业',
    '给0032补个说明 设备型号写错了不影响',
    '补一张照片',
    '0018补充说明 设备是380伏的',
    '还有一点要说 昨晚又停了',
    '材料传给你了',
    '再加一条情况',
    '合同补上',
    '0032 补充 联系电话换了',
    '刚才漏说了 一共三台设备',
    '补交一份证明材料',
    '补一下资料',
    '照片补上了',
    '0018补一份发票',
    '再说一下 停的是二车间',
    '补充：是10千伏的线',
    '0032加个附件',
    '刚那个忘了说 一共5台',
    '还要补一句 欠款方是县里平台公司',
    '合同发过来了',
    '材料补齐了 你看下',
    '证明文件传上来了',
    '补充一下数量 要20个',
    '0041补充情况 昨晚又停了三小时',
    '给刚才那件补张照片',
  ],
  access: 'known',

  latest: true,
  read: ({ rest, text }) => ({
    note: without(rest, /^(?:我?(?:再|给))?\s*补(?:充)?(?:一?下|一点|个)?(?:材料|说明|情况)?/),
    ...(/照片|图片|附件|合同|文件|截图/.test(text) && { attachment: true }),
  }),
  takesFiles: true,
  run: (act, no, { note, result = '', files }) => supplementCase(act, no, { note: note ?? result, files }),
  done: '已补充，承办单位已收到。照片和文件可以接着发给我。',
}

const correct: MoveCommand = {
  title: '更正',
  verb: 'correct',
  move: 'correct',
  examples: [
    '内容改一下 是用电不是用水',
    '0032类别改成用电',
    '写错了 是停气不是停水',
    '更正一下 不是三次是五次',
    '报错类别了 应该是融资',
    '0018写错了 是20人不是10人',
    '诉求内容改一下 应该是用电',
    '类别报错 归用气',
    '刚报的诉求描述不对 改一下',
    '把0032的金额改成80万',
    '上面那件分类不对 应该是融资类',
    '0021企业名字没错 问题写反了 改一下',
    '类别不对 是用水',
    '改下类别 应该是融资',
    '0032写错了 是50亩',
    '刚才报的金额错了 是300万',
    '0018描述改成变压器故障',
    '报错了 不是招工是贷款',
    '数量写错 要10个不是100个',
    '上一件应该归审批手续',
    '那条诉求归类错了 应归用电',
    '更正下 是二车间停电',
    '企业写错了 应该是[瑞达电源]',
    '地点不对 改成松木',
    '刚才那件改一下 是80万',
    '0045的描述有误 改一下',
  ],
  access: 'known',

  confirms: true,
  latest: true,
  read({ rest }) {
    const { category } = readCorrection(rest)
    return { category, reason: without(rest, /^(?:把)?(?:描述|类别|情况|内容)?(?:改|更正)一下/) || rest }
  },
  fill({ row }, { category, text = '' }) {
    const { right, wrong } = readCorrection(text)
    const detail = right && wrong ? row.detail.replaceAll(wrong, right) : row.detail
    return { category: category ?? row.category, detail }
  },
  run: (act, no, { category, detail, reason = '' }, { row }) =>
    correctCase(act, no, {
      changes: {
        ...(category !== undefined && category !== row.category && { category }),
        ...(detail !== undefined && detail !== row.detail && { detail }),
      },
      reason,
    }),
  done: '已更正，承办单位和办公室已收到。',
}

const withdraw: MoveCommand = {
  title: '撤回诉求',
  verb: 'withdraw',
  move: 'withdraw',
  examples: [
    '不用了 我们自己弄好了 撤了吧',
    '0032撤回 问题已经解决了',
    '上次那个诉求撤销吧',
    '不用办了 我们自己解决了',
    '撤回诉求',
    '问题解决了 撤销诉求',
    '不用处理了 已经来电了',
    '我们那个诉求取消',
    '0018不用办了 撤掉',
    '撤了吧 银行已经放款',
    '上次报的招工不需要了',
    '诉求作废',
    '撤回0018',
    '不办了 我们自己处理了',
    '那个诉求撤了',
    '问题没了 撤销吧',
    '不需要了 谢谢',
    '已经来电了 不用管了',
    '停水那个不用处理 来水了',
    '招到人了 不用办了',
    '银行放款了 那件撤了吧',
    '0032不用了',
    '撤单',
    '上次那个不报了',
    '不麻烦了 自己联系好了',
  ],
  access: ['enterprise'],

  confirms: true,
  latest: true,
  read: ({ rest }) => ({
    reason: without(rest, /(?:就|帮我|请)?(?:撤回|撤销|撤|取消)(?:诉求|了|掉)?(?:吧)?/),
  }),
  run: (act, no, { reason = '' }) => withdrawCase(act, no, reason),
  done: '已撤回，承办单位和办公室已知道。',
}

const reopen: MoveCommand = {
  title: '重开',
  verb: 'reopen',
  move: 'reopen',
  examples: [
    '0032重开 问题又出现了',
    '没解决 又坏了',
    '0032没解决 重新办',
    '上次那个又停电了 重新给我办',
    '已经销号的0032要重开',
    '0018又出问题了 重新处理',
    '根本没修好 请重办',
    '说办结了其实没解决',
    '上次那个又犯了 再办一次',
    '0021没办好 不能销号 重来',
    '又停水了 上回不是说解决了吗',
    '退回重办 群众不认可',
    '0018又坏了',
    '没修好 重新办',
    '0032重新打开',
    '又停电了 上次那件没解决好',
    '办了跟没办一样 重办',
    '这个不能算办结 退回去',
    '说解决了其实没有',
    '钱没到账 怎么办结了 重办',
    '老问题又来了',
    '企业说没解决 重办',
    '0045重启',
    '0027反弹了 重新办理',
  ],
  access: ['enterprise', 'office', 'leader'],

  confirms: true,
  latest: true,
  read: ({ rest }) => ({
    reason: without(rest, /(?:申请|要求|要|请)?(?:重开|重新(?:给我)?办理?)(?:一下)?/) || rest,
  }),
  run: (act, no, { reason = '' }) => reopenCase(act, no, reason),
  done: facts => `已重开，进入第${facts.round}轮办理，${facts.dueOn ?? ''}前办结。`,
}

/** What the enterprise and those who look after it can do. By the intent a button calls. */
export const REPORTER_MOVES: Record<string, MoveCommand> = {
  'case.urge': urge,
  'case.escalate': escalate,
  'case.supplement': SUPPLEMENT,
  'case.correct': correct,
  'case.withdraw': withdraw,
  'case.reopen': reopen,
}
