import { describe, expect, test } from 'vitest'
import { commands } from '../../commands/index.ts'
import { plainExample } from '../../src/chat/classifier.ts'
import { cleanText } from '../../src/chat/slots.ts'
import { createUnderstanding } from '../../src/chat/understand.ts'
import { mayUse } from '../../src/people/may.ts'
import type { Role, Speaker } from '../../src/people/roles.ts'

const understand = createUnderstanding(commands)
const NOW = new Date('2023-11-15T10:00:00+08:00')
const speaker = (role: Role, scopeId = '*'): Speaker => ({
  kind: 'person',
  id: role,
  name: role,
  isDemo: true,
  grants: [{ role, scopeId }],
})
const SPEAKERS = {
  official: speaker('office'),
  leader: speaker('leader'),
  enterprise: speaker('enterprise', '91430400DEM000014F'),
  stranger: { kind: 'stranger', platform: 'feishu', openId: 'ou_x' },
} satisfies Record<string, Speaker>
type Persona = keyof typeof SPEAKERS

const meant = (persona: Persona, said: string) => meantBy(SPEAKERS[persona], said)

function meantBy(who: Speaker, said: string) {
  const text = cleanText(said)
  const understood = understand({ text, now: NOW, speaker: who, focus: {}, mentions: [] })
  return understood.kind === 'sure'
    ? { intent: understood.intent, slots: understood.slots }
    : { intent: `unsure: ${understood.choices.map(({ intent }) => intent).join()}`, slots: {} }
}

describe('questions about policies', () => {
  test.each<[Persona, string, Record<string, unknown>]>([
    ['enterprise', '想收购隔壁停产的厂 有政策没', { topic: '兼并重组收购本地企业' }],
    ['official', '数字经济企业入库条件发我', { rule: 'R-LIST-DIG' }],
    ['enterprise', '入规会不会税就高了', { topic: '入规前后税负' }],
    ['official', '9月15号那个新政策跟21年的有啥区别', {}],
    ['enterprise', '高管增资交的个税 有奖励是吧', { topic: '高管股权投资个税奖励', rule: 'R-EXEC' }],
    ['official', '新型建筑建材那个1亿是不是写错了', { topic: '新型建筑建材年产值目标' }],
    ['enterprise', '贴息要交啥材料 啥时候截止', { rule: 'R-SUBSIDY' }],
    ['official', '倍增名录准入条件是啥', { rule: 'R-LIST-IND' }],
    ['enterprise', '进名录的门槛有哪些规定', { rule: 'R-LIST-IND' }],
    ['official', '设备贷款贴习怎么规定的', { rule: 'R-SUBSIDY' }],
    ['official', '协议出让最低价那条原文是什么', { rule: 'R-LAND' }],
    ['leader', '现行的是哪个文件', {}],
    ['leader', '新老政策有什么不一样', {}],
    ['official', '2021年的名录条件是什么', { period: '2021' }],
    ['enterprise', '我们想并购一家停产企业 有没有扶持政策', { rule: 'R-MERGE' }],
    ['enterprise', '入了规税负会不会变高', { rule: 'R-BURDEN' }],
    ['enterprise', '担保公司收我们保证金 政策允许吗', { rule: 'R-GUAR' }],
    ['official', '小升规的标准是多少', { rule: 'R-CULT' }],
    ['official', '应统未统是怎么界定的', { rule: 'R-DUE-IN' }],
    ['official', '退规风险的口径', { rule: 'R-RISK' }],
    ['official', '提案答复期限是几个月', { rule: 'R-PROP' }],
    ['official', '亩均评价标准是什么', { rule: 'R-MU' }],
    ['official', '六个一指的是什么', { rule: 'R-CHAIN6' }],
    ['official', '五单一图谱包括哪些', { rule: 'R-5LIST' }],
    ['official', '衡东百十亿工程十亿企业要几户', { rule: 'R-COUNTY' }],
    ['official', '倍增的认定口径是什么', { rule: 'R-DBL' }],
    ['stranger', '用电用气有优先政策吗', { rule: 'R-PRIORITY' }],
    ['stranger', '贴息政策', { rule: 'R-SUBSIDY' }],
    ['official', '13条', {}],
    ['official', 'R-VETO 是怎么规定的', {}],
    ['official', '规上工业的标准是多少', { rule: 'R-ABOVE' }],
    ['official', '城区奖补政策有没有比例', { rule: 'R-DIST' }],
    ['enterprise', '名录条件是什么', { rule: 'R-LIST-IND' }],
  ])('%s: %s', (persona, said, slots) => {
    const { intent, slots: found } = meant(persona, said)
    expect(intent).toBe('query.policy')
    expect(found).toMatchObject(slots)
  })

  test.each<[Persona, string, string]>([
    ['enterprise', '名录怎么申请', 'query.howto'],
    ['enterprise', '想进名录 找哪个部门申报', 'query.howto'],
    ['enterprise', '技改贴息怎么申报', 'query.howto'],
    ['official', '名录评定要走哪些程序', 'query.howto'],
    ['official', '有没有导入模板', 'query.template'],
    ['official', '数据导入的模板给我', 'query.template'],
  ])('%s: %s is %s', (persona, said, intent) => {
    expect(meant(persona, said).intent).toBe(intent)
  })

  test.each<[Persona, string, Record<string, unknown>]>([
    ['enterprise', '贷款800万 年利率4.2% 能补多少', { enterprise: '$self', loan_wan: 800, rate_pct: 4.2 }],
    ['enterprise', '我们贷了1200万买设备 利率3.85% 贴息大概多少', { loan_wan: 1200, rate_pct: 3.85 }],
    ['stranger', '贷款500万4个点 能补多少', { loan_wan: 500, rate_pct: 4 }],
    ['enterprise', '贴息测算', { rule: 'R-SUBSIDY' }],
  ])('%s: %s is worked out', (persona, said, slots) => {
    const { intent, slots: found } = meant(persona, said)
    expect(intent).toBe('compute.subsidy')
    expect(found).toMatchObject(slots)
  })

  test.each<[Persona, string]>([
    ['leader', '年底能到多少 预测下'],
    ['leader', '预测一下年底能倍增多少家'],
    ['leader', '年底税收能到多少 估一下'],
  ])('%s: %s is no question we answer', (persona, said) => {
    expect(meant(persona, said).intent).toBe('meta.limited')
  })
})

test.each<[Persona, string, string]>([
  ['enterprise', '园区用电老是不优先 停了三次', 'intake.case'],
  ['enterprise', '贴息申请了半年 钱一直没到账', 'intake.case'],
  ['enterprise', '担保公司乱收保证金 帮忙协调下', 'intake.case'],
  ['enterprise', '我们想要50亩地扩产', 'intake.case'],
  ['enterprise', '用地手续卡住了', 'intake.case'],
  ['enterprise', '贷款下不来 中行说抵押不够 还差1500万', 'intake.case'],
  ['enterprise', '我们够不够进名录', 'query.eligibility'],
  ['enterprise', '我们算不算小升规培育对象', 'query.eligibility'],
  ['official', '9800万产值能算1亿以上吗', 'query.eligibility'],
  ['official', '哪些企业符合名录条件', 'query.screening'],
  ['official', '名录条件里哪条最难', 'query.failing_condition'],
])('%s: %s is still %s', (persona, said, intent) => {
  expect(meant(persona, said).intent).toBe(intent)
})

/** Those who may use an intent type its examples; an office's own words mean nothing from a firm. */
const TYPISTS = [
  SPEAKERS.official,
  SPEAKERS.leader,
  SPEAKERS.enterprise,
  speaker('department', 'dept-land'),
  speaker('utility', 'utility-power'),
  speaker('county', '430424'),
  speaker('liaison', '91430400DEM000014F'),
]

test('what a command says one can type for it is understood as that by somebody who may, and by all where all may', () => {
  const wrong = commands.flatMap(({ intents }) =>
    Object.entries(intents).flatMap(([name, { examples, access }]) =>
      examples
        .filter(example => !example.includes('['))
        .flatMap(example => {
          const typists = TYPISTS.filter(one => mayUse(one, access))
          const others = typists
            .map(one => meantBy(one, plainExample(example)).intent)
            .filter(it => it !== name)
          const isLost =
            others.length === typists.length || (typists.length === TYPISTS.length && others.length > 0)
          return isLost ? [`${example} → ${[...new Set(others)].join()}, not ${name}`] : []
        }),
    ),
  )
  expect(wrong).toEqual([])
})
