import { describe, expect, test } from 'vitest'
import type { Focus } from '../../src/chat/command.ts'
import { cleanText } from '../../src/chat/slots.ts'
import type { Grant } from '../../src/people/roles.ts'
import type { Mention } from '../../src/registry/resolve.ts'
import { understanding } from '../../src/runtime.ts'
import { meaning } from './talk.ts'
import { FIRM, NOW } from './world.ts'

const WHO = {
  office: { role: 'office', scopeId: '*' },
  unit: { role: 'department', scopeId: 'dept-land' },
  enterprise: { role: 'enterprise', scopeId: FIRM },
  liaison: { role: 'liaison', scopeId: FIRM },
  leader: { role: 'leader', scopeId: '*' },
} as const satisfies Record<string, Grant>

const FIRMS = ['爱洁科技', '创大玉兔', '金隆再生金属', '金杯电工']
/** What was on screen. */
const CARD: Focus = { caseNo: 'HY20231108-0032', uscc: FIRM }

function understood(who: keyof typeof WHO, said: string, focus: Focus = {}) {
  const text = cleanText(said)
  const name = FIRMS.find(one => text.includes(one))
  const start = name ? text.indexOf(name) : 0
  const mentions: Mention[] = name
    ? [
        {
          candidates: [{ uscc: '91430400DEM00009XX', name, shortName: name, score: 1, matched: 'name' }],
          matchedText: name,
          start,
          end: start + name.length,
          exact: true,
        },
      ]
    : []
  const speaker = { kind: 'person' as const, id: 'p', name: '某人', isDemo: true, grants: [WHO[who]] }
  return meaning(understanding.understand({ text, now: NOW, speaker, focus, mentions }))
}

describe('听懂对诉求要做什么，和话里的内容', () => {
  test.each([
    [
      'office',
      '把HY20231108-0032派给自然资源局，下周五前办结',
      'case.assign',
      { case_no: 'HY20231108-0032', dept: '自然资源和规划局', due: '2023-11-24', reason: undefined },
    ],
    [
      'office',
      '0032交由市人社局办理，3个工作日办完',
      'case.assign',
      { dept: '人社局', due: '2023-11-20', due_workdays: 3 },
    ],
    ['office', '0032转给住建局 排水归他们管', 'case.reassign', { dept: '住建局', reason: '排水归他们管' }],
    ['office', '0032改由城管局办 占道问题', 'case.reassign', { reason: '占道问题' }],
    [
      'office',
      '催一下人社局 爱洁科技招工那个',
      'case.urge',
      { enterprise: '爱洁科技', category: '用工', dept: '人社局', note: undefined },
    ],
    ['enterprise', '0032催一下 后天就要交货了', 'case.urge', { case_no: '0032', note: '后天就要交货了' }],
    [
      'liaison',
      '授信批了 800万 中行 创大玉兔',
      'case.result',
      {
        enterprise: '创大玉兔',
        category: '融资',
        amount_wan: 800,
        bank: '中国银行',
        note: '授信批了 800万 中行',
      },
    ],
    [
      'enterprise',
      '补充下 合同照片发你',
      'case.supplement',
      { case_no: '$latest', note: '合同照片发你', attachment: true },
    ],
    [
      'unit',
      '0032申请延期到月底 土地报批还在省厅',
      'case.extend',
      { case_no: '0032', due: '2023-11-30', reason: '土地报批还在省厅' },
    ],
    ['office', '把耒阳那7条用电的并一起', 'case.merge', { region: '耒阳市', category: '用电', count: 7 }],
    ['office', '0032并到0031', 'case.merge', { case_no: '0032', master_no: '0031' }],
    ['office', '0032跟0031是同一个事', 'case.duplicate', { master_no: '0031', reason: '同一问题重复反映' }],
    [
      'liaison',
      '金隆再生金属用地区里解决不了 提级吧',
      'case.escalate',
      { enterprise: '金隆再生金属', category: '用地', reason: '用地区里解决不了' },
    ],
    ['unit', '0032办结 已跟企业对接 同意协议出让', 'case.resolve', { result: '已跟企业对接 同意协议出让' }],
    ['unit', '0032办结 部分解决 还差尾款', 'case.resolve', { outcome: '部分解决' }],
    [
      'enterprise',
      '不用了 自己搞定了 撤了吧',
      'case.withdraw',
      { case_no: '$latest', reason: '不用了 自己搞定了' },
    ],
    ['enterprise', '没解决 又坏了', 'case.reopen', { case_no: '$latest', reason: '没解决 又坏了' }],
    [
      'unit',
      '0032派错了 不归我们管 应该是住建局',
      'case.dispute',
      { dept: '住建局', reason: '派错了 不归我们管' },
    ],
    [
      'unit',
      '0032请发改委协办 核对电价 周五前',
      'case.coassign',
      { dept: '发改委', task: '核对电价', due: '2023-11-17' },
    ],
    ['unit', '0032协办情况 电价已核对', 'case.coreport', { answer: '电价已核对' }],
    [
      'unit',
      '0032申请挂起 等省厅批复 月底恢复',
      'case.ask_hold',
      { due: '2023-11-30', reason: '待上级答复：等省厅批复' },
    ],
    [
      'office',
      '0032不予受理 属于合同纠纷 建议走仲裁',
      'case.decline',
      { reason: '属于合同纠纷', guidance: '建议走仲裁' },
    ],
    ['office', '0032不同意延期 企业等着用', 'case.refuse_extension', { reason: '企业等着用' }],
    ['office', '0032退回补办 缺验收照片', 'case.review_return', { reason: '缺验收照片' }],
    ['unit', '0032批示落实情况 已约企业面谈', 'case.reply', { answer: '已约企业面谈' }],
    ['enterprise', '停水一天了 还有贷款批不下来', 'intake.case', { urgency: '特急' }],
    [
      'enterprise',
      '有人吗 急急急 化工管道漏了！！',
      'intake.emergency',
      { category: '安全', urgency: '特急' },
    ],
    [
      'office',
      '这个月融资问题集中 建个共性专班 金融办牵头',
      'taskforce.create',
      { category: '融资', lead_dept: '金融办' },
    ],
  ] as const)('%s：%s', (who, text, intent, slots) => {
    const found = understood(who, text)
    expect(found.intent).toBe(intent)
    expect(found.slots).toMatchObject(slots)
  })

  test.each([
    ['leader', '谁负责', 'query.owner', { case_no: '$context' }],
    ['leader', '这个多久了', 'query.case_age', { case_no: '$context' }],
    [
      'leader',
      '这事刘局盯着 周五前报我',
      'leader.instruct',
      { case_no: '$context', due: '2023-11-17', owner: '刘局', instruction: '这事刘局盯着 周五前报我' },
    ],
    ['liaison', '描述改一下 是天然气不是自来水', 'case.correct', { case_no: '$context', category: '用气' }],
    ['office', '这个和0031重复了', 'case.duplicate', { case_no: 'HY20231108-0032', master_no: '0031' }],
    ['office', '提级吧', 'case.escalate', { case_no: '$context' }],
  ] as const)('%s，说的是卡片上那件：%s', (who, text, intent, slots) => {
    const found = understood(who, text, CARD)
    expect(found.intent).toBe(intent)
    expect(found.slots).toMatchObject(slots)
  })

  /** None of these is an example of any command. */
  test.each([
    ['office', 'HY20231108-0032 分派给工信局', 'case.assign'],
    ['office', '0032转商务局吧 是市场的事', 'case.reassign'],
    ['enterprise', '能不能催一催 我们等不及了', 'case.urge'],
    ['enterprise', '我再补充两句 设备是进口的', 'case.supplement'],
    ['unit', '0032这周办不完了 想延到下周三', 'case.extend'],
    ['unit', '0032办理完毕 企业满意', 'case.resolve'],
    ['unit', '0032结案 双方已签协议', 'case.resolve'],
    ['unit', '0032跟企业约好了下周一见', 'case.progress'],
    ['unit', '0032 收到签收', 'case.sign'],
    ['office', '常宁那3条用水的合并一下', 'case.merge'],
    ['enterprise', '那个诉求不用管了 我们自己处理好了', 'case.withdraw'],
    ['enterprise', '昨天又停了 没解决好 要求重开', 'case.reopen'],
    ['unit', '0032不归我局管，建议转住建局', 'case.dispute'],
    ['office', '同意0032延期', 'case.grant_extension'],
    ['office', '0032审核没问题 通过', 'case.review_pass'],
    ['enterprise', '我上次说的那个停电的事办得咋样了', 'query.case_status'],
    ['enterprise', '我们的诉求是哪个部门负责', 'query.owner'],
    ['office', '0032办了多少天了', 'query.case_age'],
    ['leader', '0032这个事要高度重视 尽快解决', 'leader.instruct'],
    ['leader', '我之前批示的那些怎么样了', 'query.instructed'],
    ['office', '物流问题扎堆 组建专班 交通局牵头', 'taskforce.create'],
    ['office', '有几个专班了', 'query.taskforce'],
    // What sounds like a move and is a new report.
    ['enterprise', '催了好多次货款 对方就是不给', 'intake.case'],
    ['enterprise', '供电所一直没解决我们厂的电压问题', 'intake.case'],
    ['enterprise', '厂里停气了 另外门口的路也烂了', 'intake.case'],
  ] as const)('没教过的说法，%s：%s', (who, text, intent) => {
    expect(understood(who, text).intent).toBe(intent)
  })
})
