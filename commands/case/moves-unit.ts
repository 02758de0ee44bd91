import { disputeCase } from '../../src/ledger/dispute.ts'
import { askExtension } from '../../src/ledger/extension.ts'
import { finishCase } from '../../src/ledger/finish.ts'
import { askHold, resumeCase } from '../../src/ledger/holding.ts'
import { replyToLeader } from '../../src/ledger/press.ts'
import { reportProgress } from '../../src/ledger/progress.ts'
import { signCase } from '../../src/ledger/sign.ts'
import { answerHelp, askToHelp } from '../../src/ledger/transfer.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { workdayUpTo } from '../../src/lib/find-day.ts'
import { isDay } from '../../src/lib/time.ts'
import { hasRole, unitsOf } from '../../src/people/may.ts'
import type { Role, Speaker } from '../../src/people/roles.ts'
import type { MoveCommand } from './move.ts'
import { SUPPLEMENT } from './moves-reporter.ts'
import { dueIn } from './show.ts'
import { readDue, readHold, readUnit, without } from './words.ts'

/** Whoever may handle cases for a unit. */
const UNIT: readonly Role[] = ['department', 'utility', 'county']
const handles = (speaker: Speaker) => hasRole(speaker, ...UNIT)

/** Words that only name the move; what is left is what was done. */
const FINISHING =
  /^(?:可以)?(?:已经?|都)?(?:办理完毕|办结|办好|办完|解决(?!不|方案|办法|思路)|结案|反馈结果)了?[\s,，。:：;；!！]*/
const PROGRESSING = /^(?:最新)?(?:进展|进度)(?:情况)?[\s,，:：]*/

/** A liaison who hears how it goes cannot report for the unit: it is handed on to the unit. */
const passOn = (speaker: Speaker): MoveCommand | null =>
  !handles(speaker) && hasRole(speaker, 'liaison') ? SUPPLEMENT : null

const sign: MoveCommand = {
  title: '签收',
  verb: 'sign',
  move: 'sign',
  examples: [
    '0032签收',
    '0032我们接了',
    '签收一下',
    '这件我们签收了',
    '0018收到 我们来办',
    '这件我局签收',
    '签了 马上处理',
    '0032接了',
    '收到 马上安排办理 签收',
    '签收0041',
    '已签收',
  ],
  access: UNIT,

  run: (act, no) => signCase(act, no),
  done: '已签收，已告知企业。',
}

const progress: MoveCommand = {
  title: '填写进展',
  verb: 'progress',
  move: 'progress',
  examples: [
    '0032上门看了 供电公司说下周换电缆',
    '0032 已联系企业 明天上门',
    '0032进展 材料补齐了 正在走审批',
    '0032 银行已经尽调了',
    '0032去现场看了 两处都可以用',
    '0032已到现场查看 明天给方案',
    '0032今天上门和企业沟通了',
    '0032正在办 预计下周完成',
    '0032方案报上去了 等批复',
    '0032设备到货了 正在安装',
    '[金杯电工]的地 增减挂钩指标批了',
    '0032 已经跟企业见面 方案在做',
    '0018进展 已报市里审批',
    '[恒飞电缆]用电的事 变压器下周到',
    '[大合新材料]招工 已联系人力公司',
    '0032材料收齐 等上会',
    '这件正在走流程',
    '0021 勘察完了 本周施工',
    '[固诚电气]贷款 银行在审',
    '0032更新下进度 设备在调试',
    '已约企业周三面谈',
    '[瑞达电源]的环评 专家会开了',
    '0032供电公司已经派人去了',
    '0018正在走招拍挂程序',
    '0041已经报省厅了',
    '0032联系上企业了 约好明天看现场',
    '这件已经在协调 等银行回话',
    '0027刚开完协调会',
    '进展：设备下周到',
    '0050进度：勘测完了',
    '[恒飞电缆]的地 已上规委会',
    '[瑞达电源]贷款 银行上会了',
    '[大合新材料]用电 方案出来了',
    '[固诚电气]那个环评 专家评审过了',
    '[金杯电工]招工 联系了三所职校',
    '[爱洁科技]土地 组卷报批了',
    '[福邦新材料]的贷款进入审批',
    '跟企业对接过了 还差个材料',
    '0032已完成设计 月底动工',
    '企业材料报上来了 在审',
    '0032跟进中 已约谈欠款方',
    '0021省里批文下来了 接着办供地',
    '0032已转给电力所 明天勘查',
    '0018企业资料不全 已通知补',
    '[瑞达电源]用地 已列入下批报批计划',
    '0041跟银行谈过了 正在走授信',
    '0032路政已进场 预计周末修好',
    '和[金翼有色]对接了 在等合同',
    '[固诚电气]缺工 已联系技师学院 送来5人',
    '供电公司回话 下周二装变压器',
    '0056方案过会了 等资金',
    '省厅同意受理了 [爱洁科技]的地',
    '0045进度 已选址',
    '0021材料报省里了',
    '0032跟进：厂家明天到',
    '这件今天开了会 定了方案',
    '0018已经排上施工队',
  ],
  access: [...UNIT, 'liaison'],
  by: passOn,
  // A case number and anything else, from somebody who handles cases, is how it is getting on.

  takesFiles: true,
  read: ({ rest }) => ({ note: without(rest, PROGRESSING) }),
  run: (act, no, { note = '', files }) => reportProgress(act, no, note, files),
  done: '进展已记录，已告知企业。',
}

const finish: MoveCommand = {
  title: '办结反馈',
  verb: 'finish',
  move: 'finish',
  examples: [
    '0032办结 已与企业对接 同意分期供地',
    '0032办好了 电缆已更换',
    '0032已解决 资金已到账',
    '0032可以办结了 企业认可',
    '0018办完了 路修好了',
    '0032问题已解决 企业满意',
    '这件可以结了 水管换好了',
    '[恒飞电缆]用电的办结了 增容完成',
    '0021完成 已放款500万',
    '处理完毕 已恢复供气',
    '0032销号 已经通电',
    '搞定了 证已经发给企业',
    '[大合新材料]招工那件办结 到岗10人',
    '0018办好了 电通了',
    '0032办完 企业没意见',
    '0045可以销号',
    '0027已解决 工资付清',
    '这件办结',
    '0032结了 路灯装好',
    '停水的处理好了 已恢复供水',
    '[恒飞电缆]的地解决了 已摘牌 办结',
    '[瑞达电源]招工办结 招到20人',
    '[固诚电气]用电那件已办好',
    '0041处理完成 企业已签字',
    '已落实到位 申请办结',
    '0022补贴已发放 办结',
    '水管修好了 来水了 销号',
    '[金杯电工]拖欠的钱已结清 办结',
    '0019完成增容 投运',
    '0032办结 变压器装好已送电',
    '0018已办 企业签了满意单',
    '[德阳鞋业]欠款追回 办结',
    '0041解决了 企业已招到10人',
    '路灯修好了 0045可以销',
    '燃气已通 企业确认 办结',
    '0027办结 银行放款500万',
    '0018办理完毕 企业认可',
    '0032结案 协议签了',
    '0041办毕 已通气',
    '0027处理完了 企业满意',
    '0021全部办完 请销号',
    '0056了结了 双方签字',
    '0032落实完毕',
    '0018已完结 变压器投运',
  ],
  access: [...UNIT, 'liaison'],
  by: passOn,

  takesFiles: true,
  read: ({ rest }) => ({ result: without(rest, FINISHING), outcome: outcomeIn(rest) }),
  run: (act, no, { result = '', outcome, files }) => finishCase(act, no, result, outcome, files),
  done: '已提交办结，等领导小组办公室审核。',
}

/** What came of it, by the words: whoever says no more than that it is done means 已解决. */
function outcomeIn(words: string): string {
  if (/部分解决|解决了?一部分|还差/.test(words)) return '部分解决'
  if (/列入.{0,6}计划|纳入.{0,6}计划/.test(words)) return '已列入计划'
  if (/不属(?:于)?本级|要上级|省里定|省厅(?:权限|事权)/.test(words)) return '不属本级'
  if (/(?:已|作了?|做了?)解释|政策不允许|依规不能|办不了/.test(words)) return '已解释'
  return '已解决'
}

const dispute: MoveCommand = {
  title: '退回派单',
  verb: 'dispute',
  move: 'dispute',
  examples: [
    '派错了 不归我们管 应该是住建局',
    '0032派错了 这个归城管局管',
    '0032不是我们的职责 应该交给发改委',
    '这件不归我局 退回去',
    '派单有误 不属于我们的职能',
    '0018不是我局职能 退回',
    '这个派错单位了 应归交通局',
    '0032不该我们办 建议转城管',
    '不是我们局的职能',
    '这个不归我们 退',
    '0041派错单位',
  ],
  access: UNIT,

  confirms: true,
  read({ rest }) {
    const { dept, left } = readUnit(rest)
    return { dept, reason: without(left, /退回(?:派单|去)?$/) || without(rest) }
  },
  run: (act, no, { reason = '', unit = '' }) => disputeCase(act, no, { reason, proposedUnitId: unit }),
  done: '已退回派单，等领导小组办公室重新交办。',
}

const EXTENDING =
  /(?:我们|想|要|需要|请求|申请|请)*(?:延期|延长|宽限|推迟|延|再给)(?:办理|办结|期限)?(?:到|至)?(?:行不行|可以吗|可否)?/

const extension: MoveCommand = {
  title: '申请延期',
  verb: 'askExtension',
  move: 'askExtension',
  examples: [
    '0032申请延期到12月中旬 还在等环评',
    '0032想延期到下周五 设备还没到货',
    '0032办不完 申请宽限三个工作日',
    '这件要延期到12月5号 等省里批复',
    '申请延期',
    '0018要延期 还在等批复',
    '延到12月15号 施工没完',
    '再给十天 设备没到',
    '0032来不及 申请延长一周',
    '这件月底完不成 往后延两周',
    '申请延期到下月10号',
    '期限不够 宽限5个工作日',
    '0021延半个月',
    '0032延期到12月10号',
    '0018再宽限五天 材料没齐',
    '时间不够 申请延到月底',
    '0041来不及 延一周',
    '0032推迟到下周五 等批文',
    '申请推迟三天',
    '这件延到12月底 设备没到',
    '0027延后10个工作日',
    '办不完了 能不能延几天',
    '还要半个月 申请延期',
    '0045延长办理时限到下个月5号',
    '通融几天 0032等省里',
    '0032要等省里 申请延到下月中',
    '0018材料还在补 延长10天',
    '0041施工下雨耽误 延到25号',
    '再延5个工作日 供电方案没批',
    '0056本周完不成 申请延期到下周三',
    '0032往后推一周',
    '0018往后延几天 材料没到',
    '推后三天办结',
    '0041推迟到下个月5号 等批文',
  ],
  access: UNIT,

  read({ rest, now }) {
    const { slots, left } = readDue(rest, now)
    return { ...slots, reason: without(left, EXTENDING) }
  },
  run: (act, no, { due = '', reason = '' }) =>
    askExtension(act, no, { until: isDay(due) ? workdayUpTo(act.calendar, due) : due, reason }),
  done: '延期申请已提交，批准前期限不变。',
}

const hold: MoveCommand = {
  title: '申请挂起',
  verb: 'askHold',
  move: 'askHold',
  examples: [
    '0032申请挂起 等省厅批复 月底恢复',
    '0032先挂起来 企业还没补材料',
    '这件申请暂停计时 等上级答复',
    '申请挂起',
    '0018申请挂起',
    '想挂起 企业没补材料',
    '申请暂停 等上级批复',
    '要求挂起计时',
    '0041申请先挂起',
  ],
  access: UNIT,

  read({ rest, now }) {
    const { slots, left } = readDue(rest, now)
    return {
      ...slots,
      reason: readHold(without(left, /(?:我们|想|要|先|申请|请)*(?:挂起来?|暂停(?:计时)?)/, /恢复$/)),
    }
  },
  run: (act, no, { due = '', reason = '' }) => askHold(act, no, { until: due, reason }),
  done: '挂起申请已提交，批准前继续计时。',
}

const resume: MoveCommand = {
  title: '恢复办理',
  verb: 'resume',
  move: 'resume',
  examples: [
    '0032恢复办理',
    '0032材料补齐了 恢复计时',
    '这件可以恢复办理了',
    '0018恢复办理',
    '恢复计时',
    '挂起结束 恢复办理',
    '企业补齐了 恢复',
    '0021可以恢复了',
  ],
  access: [...UNIT, 'office'],

  run: (act, no) => resumeCase(act, no),
  done: facts => `已恢复办理，期限顺延到${dueIn(facts)}。`,
}

const coassign: MoveCommand = {
  title: '请单位协办',
  verb: 'coassign',
  move: 'coassign',
  examples: [
    '0032请发改委协办 核对电价',
    '0032要财政局配合 核拨资金 周五前',
    '这件请人社局协助一下',
    '0032加一个协办单位',
    '0018请供电公司协办',
    '请财政局协办',
    '加住建局协办',
    '要人社局配合',
    '0041需要发改委协助',
  ],
  access: [...UNIT, 'office'],

  read({ rest, now }) {
    const due = readDue(rest, now)
    const { dept, left } = readUnit(due.left.replace(/配合|协助/, '协办 '))
    return { ...due.slots, dept, task: without(left, /协办(?:一下)?/, /^(?:要|加)/) }
  },
  run: (act, no, { unit = '', task = '', due = '' }) =>
    askToHelp(act, no, { unitId: unit, task, dueOn: due }),
  done: '已请其协办，到期前会提醒。',
}

const coreport: MoveCommand = {
  title: '反馈协办情况',
  verb: 'coreport',
  move: 'coreport',
  examples: [
    '0032协办情况 电价已核对 符合文件',
    '0032我们这边协办的已办好 材料已转供电公司',
    '反馈协办情况',
    '0018协办办好了',
    '协办意见 已核查',
    '协办完成 材料给主办了',
    '我们协办的情况报一下',
    '协办单位反馈 0032',
  ],
  access: UNIT,

  read: ({ rest }) => ({ answer: without(rest, /^(?:反馈)?协办(?:情况|意见|反馈)?/) }),
  async run(act, no, { answer = '' }, target) {
    const { actor } = act
    const own = actor.kind === 'person' ? unitsOf(actor) : []
    const asked = target.row.coUnits.filter(({ unitId }) => own.includes(unitId))
    const unitId = (asked.find(one => one.answer === null) ?? asked[0])?.unitId
    if (!unitId) throw new Refusal(`${no} 没有请贵单位协办，请核对编号。`)
    return answerHelp(act, no, unitId, answer)
  },
  done: '协办情况已反馈给主办单位。',
}

const reply: MoveCommand = {
  title: '反馈批示',
  verb: 'reply',
  move: 'reply',
  examples: [
    '0032批示落实情况 已到现场协调 下周开工',
    '反馈批示 已约企业面谈',
    '0032领导批示已经落实 方案已定',
    '批示反馈 已开会研究',
    '反馈领导批示 方案已报',
    '0018批示已办 企业满意',
    '批示办结反馈',
    '按批示已经协调好了 反馈',
  ],
  access: [...UNIT, 'office'],

  read: ({ rest }) => ({
    answer: without(rest, /^(?:反馈)?(?:领导)?(?:的)?批示(?:办理|落实)?(?:情况)?(?:反馈)?/),
  }),
  run: (act, no, { answer = '' }) => replyToLeader(act, no, answer),
  done: '批示办理情况已报给领导。',
}

/** What the unit that has a case in hand, or helps with it, can do. By the intent a button calls. */
export const UNIT_MOVES: Record<string, MoveCommand> = {
  'case.progress': progress,
  'case.resolve': finish,
  'case.finish': { ...finish, title: '办结', examples: [] },
  'case.sign': sign,
  'case.dispute': dispute,
  'case.extend': extension,
  'case.ask_hold': hold,
  'case.resume': resume,
  'case.coassign': coassign,
  'case.coreport': coreport,
  'case.reply': reply,
}
