import { assignByOffice } from '../../src/ledger/assign.ts'
import { declineCase } from '../../src/ledger/dispute.ts'
import { grantExtension, refuseExtension } from '../../src/ledger/extension.ts'
import { findCases } from '../../src/ledger/find.ts'
import { holdCase, refuseHold, shelveCase } from '../../src/ledger/holding.ts'
import { mergeCase } from '../../src/ledger/merge.ts'
import { passReview, returnCase } from '../../src/ledger/review.ts'
import { transferCase } from '../../src/ledger/transfer.ts'
import { Refusal } from '../../src/lib/errors.ts'
import type { MoveCommand } from './move.ts'
import { dueIn } from './show.ts'
import { readDue, readHold, readUnit, without } from './words.ts'

const HANDING =
  /(?:请|把|将)?\s*(?:改派|转办|转|派单?|交办|交|分派|指派|移交)(?:给|到|至)?|(?:办结|办完|办好|办理|承办|办)$|尽快|抓紧/g

function readHanding(rest: string, now: Date) {
  const due = readDue(rest, now)
  const { dept, left } = readUnit(due.left)
  return { ...due.slots, dept, reason: without(left, HANDING, /^把/) || undefined }
}

const assign: MoveCommand = {
  title: '交办',
  verb: 'assign',
  move: 'assign',
  examples: [
    '把0032派给自然资源局，下周五前办结',
    '0032交办给人社局',
    '0032派给供电公司 三个工作日办结',
    '把HY20231108-0032分给衡东县',
    '这件交给住建局办',
    '0018给交通局 三天办结',
    '这条派给税务局',
    '把HY20231112-0005交给祁东县办',
    '0021交办金融办 月底前办结',
    '让住建局去办 一周内',
    '用电的那件给供电公司',
    '0032分派到应急局',
    '下派给衡东县 5个工作日',
    '0032给供电公司',
    '这个给住建局 三天',
    '0045交给税务局 下周一前',
    '这条派城管局',
    '0018交自规局办理 月底前反馈',
    'HY20231113-0003 给环保局',
    '把这件交办给金融办',
    '给人社局办 周五前',
    '这件让水务公司处理 2天内',
    '0027派到祁东县',
    '0041由交通局办 五个工作日',
    '派给应急局 今天办',
    '这个交办给发改委 12月1号前',
    '用工那条交人社',
    '0022分办给商务局',
    '0032派人社 下周三前办结',
    '把0018交给供电公司 三天内给方案',
    'HY20231114-0003派给税务局 月底前',
    '0041给自规 限5个工作日',
    '用气那件派给燃气公司',
    '[德阳鞋业]缺工那件交人社局办',
  ],
  access: ['office'],

  read: ({ rest, now }) => readHanding(rest, now),
  instead: ({ row }) => (row.leadUnitId === null ? null : transfer),
  run: (act, no, { unit = '', due, reason }) => assignByOffice(act, no, { unitId: unit, dueOn: due, reason }),
  done: facts => `已交办给${facts.unit ?? ''}，${dueIn(facts)}前办结。`,
}

const transfer: MoveCommand = {
  title: '转办',
  verb: 'transfer',
  move: 'transfer',
  examples: [
    '0032转给住建局 排水归他们管',
    '0032改派城管局 因为是占道问题',
    '这件转办到衡南县',
    '0032转办',
    '0018改派交通局',
    '派错了 转给市监局',
    '0032换成发改委办',
    '这件不归人社管 转税务局',
    '改由燃气公司办理',
    '0021移交衡阳县',
    '0032不归人社 转市监局',
    '0018派错单位了 改派自规局',
    '这件转给衡东县',
    '0045转到住建局',
    '应该是城管的事 转过去',
    '0027改派 由供电公司办',
    '换个单位办 给交通局',
    '转商务局',
    '这件要转到税务局去',
    '0032调整承办单位 改为金融办',
    '不是发改的 转给财政局',
    '0041退回来了 改派应急局',
    '0032应该归供电 不是住建 转一下',
    '0018改派给市监 人社办不了',
    '这件转祁东县办',
    '0041转交通局 路不归园区管',
    '城管说不归他们 转住建',
  ],
  access: ['office'],

  read: ({ rest, now }) => readHanding(rest, now),
  instead: ({ row }) => (row.leadUnitId === null ? assign : null),
  run: (act, no, { unit = '', reason = '' }) => transferCase(act, no, unit, reason),
  done: (facts, { due }) => {
    const kept = `已转办给${facts.unit ?? ''}，期限不变（${dueIn(facts)}）。`
    return due && due !== facts.dueOn ? `${kept}要改期限，请由承办单位申请延期。` : kept
  },
}

/** Where the words begin that say where to go instead. */
const ELSEWHERE = /建议|可以?找|请找|应当?找|让(?:他|企业)|走(?:诉讼|仲裁|法院)/

const decline: MoveCommand = {
  title: '不予受理',
  verb: 'decline',
  move: 'decline',
  examples: [
    '0032不予受理 属于合同纠纷 建议走仲裁',
    '这件不受理 建议找法院',
    '0032不在受理范围',
    '0018不受理 不在职责内',
    '不予受理 属于劳动纠纷',
    '这个不归政府管 不予受理',
    '不受理 让他走法院',
    '0021不予受理',
  ],
  access: ['office'],

  confirms: true,
  read({ rest }) {
    const at = rest.search(ELSEWHERE)
    const [why, where] = at < 0 ? [rest, ''] : [rest.slice(0, at), rest.slice(at)]
    return { reason: without(why, /不予?受理/), guidance: without(where) }
  },
  run: (act, no, { reason = '', guidance = '' }) => declineCase(act, no, { reason, guidance }),
  done: '已不予受理，理由和去处已告知企业。',
}

const grant: MoveCommand = {
  title: '同意延期',
  verb: 'extend',
  move: 'extend',
  examples: [
    '0032同意延期',
    '延期申请同意',
    '同意0032延到月底',
    '延期可以 同意',
    '0018准予延期',
    '同意他们延期',
    '同意延期',
    '可以延期',
    '准延',
    '延期批准',
  ],
  access: ['office', 'leader'],

  run: (act, no) => grantExtension(act, no),
  done: facts => `已同意延期到${dueIn(facts)}，已告知企业和承办单位。`,
}

const refuse: MoveCommand = {
  title: '不同意延期',
  verb: 'refuseExtension',
  move: 'refuseExtension',
  examples: [
    '0032不同意延期 企业等着用',
    '延期不批 按期办结',
    '0018不能延',
    '不同意延期 抓紧办',
    '不批延期',
    '0018不准延期',
    '延期不同意',
    '不能再延了',
    '延期驳回',
  ],
  access: ['office', 'leader'],

  read: ({ rest }) => ({
    reason: without(rest, /不同意.{0,2}延期?|延期(?:申请)?(?:不同意|不批)|不批(?:准)?延期/),
  }),
  run: (act, no, { reason = '' }) => refuseExtension(act, no, reason),
  done: '已告知承办单位，期限不变。',
}

const grantHold: MoveCommand = {
  title: '同意挂起',
  verb: 'hold',
  move: 'hold',
  examples: [
    '0032同意挂起',
    '挂起申请同意',
    '同意挂起',
    '0018可以挂起',
    '挂起可以 同意',
    '准予挂起',
    '0021挂起申请批准',
  ],
  access: ['office'],

  run: (act, no) => holdCase(act, no),
  done: '已挂起，暂停计时，已告知企业和承办单位。',
}

const pause: MoveCommand = {
  title: '挂起',
  verb: 'hold',
  move: 'pause',
  examples: [
    '0032挂起 等上级批复 月底恢复',
    '把0032先挂起来 待企业补正',
    '0018挂起',
    '这件挂起来 等省里批文',
    '先挂起 等企业补材料',
    '0041暂停计时',
    '把这件挂起',
  ],
  access: ['office'],

  read({ rest, now }) {
    const { slots, left } = readDue(rest, now)
    return { ...slots, reason: readHold(without(left, /^把/, /先?挂起来?/, /恢复$/)) }
  },
  run: (act, no, { due = '', reason = '' }) => holdCase(act, no, { until: due, reason }),
  done: '已挂起，暂停计时，已告知企业和承办单位。',
}

const refusePause: MoveCommand = {
  title: '不同意挂起',
  verb: 'refuseHold',
  move: 'refuseHold',
  examples: [
    '0032不同意挂起 材料已经齐了',
    '不同意挂起 抓紧办',
    '挂起申请不批',
    '0018挂起不同意',
    '不能挂起 继续办',
    '0021不准挂起',
  ],
  access: ['office'],

  read: ({ rest }) => ({ reason: without(rest, /不同意挂起|挂起(?:申请)?不批/) }),
  run: (act, no, { reason = '' }) => refuseHold(act, no, reason),
  done: '已告知承办单位，继续计时。',
}

const shelve: MoveCommand = {
  title: '挂账',
  verb: 'shelve',
  move: 'shelve',
  examples: [
    '0032挂账 要等规划调整 明年1月10号再报',
    '这件转长期推进',
    '0032挂账',
    '0018挂账',
    '列入长期推进',
    '这件先挂账 明年再办',
    '转长期 等政策',
    '0041挂账处理',
  ],
  access: ['office'],

  confirms: true,
  read({ rest, now }) {
    const { slots, left } = readDue(rest, now)
    return { ...slots, reason: without(left, /(?:先|转)?(?:挂账|长期推进)/, /再报(?:进展)?$/) }
  },
  run: (act, no, { due = '', reason = '' }) => shelveCase(act, no, { until: due, reason }),
  done: '已挂账推进，到期会提醒回报。',
}

const pass: MoveCommand = {
  title: '审核通过',
  verb: 'pass',
  move: 'pass',
  examples: [
    '0032审核通过',
    '0032结果可以 通过',
    '0018审核没问题 通过',
    '结果认可 通过审核',
    '审核通过',
    '通过',
    '0018通过审核',
    '办理结果审核没问题',
    '0041结果认可',
  ],
  access: ['office'],

  run: (act, no, { round }) => passReview(act, no, round),
  done: '已通过审核，已请企业评价。',
}

const sendBack: MoveCommand = {
  title: '退回补办',
  verb: 'return',
  move: 'return',
  examples: [
    '0032退回补办 缺验收照片',
    '0032审核不通过 没写企业意见',
    '0018退回去补材料',
    '办得不到位 退回补办',
    '审核不过 退回补办',
    '0041退回补办',
    '没附照片 退回补办',
    '办结材料不全 退回补办',
  ],
  access: ['office'],

  read: ({ rest }) => ({ reason: without(rest, /退回(?:去)?(?:补办|重办)?|审核(?:不|没)通过/) }),
  run: (act, no, { reason = '', round }) => returnCase(act, no, reason, round),
  done: '已退回责任单位补办。',
}

/** 并案 of one case into another; of many see `merge.ts`. */
export const mergeOne: MoveCommand = {
  title: '并案',
  verb: 'merge',
  move: 'merge',
  examples: [],
  access: ['office'],
  async run(act, no, { master_no = '', reason = '' }) {
    const { actor } = act
    const found = actor.kind === 'person' ? await findCases(act.db, master_no, actor) : []
    const [master, second] = found.filter(({ row }) => row.no !== no)
    if (!master || second)
      throw new Refusal(`没有查到唯一的主案 ${master_no}，请写全编号，例如 HY20231108-0032。`)
    return mergeCase(act, no, master.row.no, reason)
  },
  done: '已并案，企业仍会单独收到答复并评价。',
}

/** What the programme office can do, and where it says so the leaders. By the intent a button calls. */
export const OFFICE_MOVES: Record<string, MoveCommand> = {
  'case.assign': assign,
  'case.reassign': transfer,
  'case.decline': decline,
  'case.grant_extension': grant,
  'case.refuse_extension': refuse,
  'case.grant_hold': grantHold,
  'case.hold': pause,
  'case.refuse_hold': refusePause,
  'case.shelve': shelve,
  'case.review_pass': pass,
  'case.review_return': sendBack,
}
