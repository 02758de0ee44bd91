import { commands } from '../../../commands/index.ts'
import { homophonesOf } from './characters.ts'
import type { CityFirm } from './city.ts'
import { replaceOne } from './kind.ts'
import { randomFrom } from './random.ts'

/** A sentence and which enterprise it names where; none when it names nobody. */
export interface Sentence {
  kind: string
  text: string
  start: number
  end: number
  right: ReadonlySet<string>
}

/** How people put a name into a sentence; 企业 stands for the name. */
const FRAMES = {
  development: [
    '查一下企业去年产值',
    '企业够不够进名录',
    '刚从企业出来，反映用电不稳',
    '请问企业10月税收多少',
    '把企业的诉求派给住建局',
    '企业',
  ],
  heldOut: [
    '麻烦帮忙看看企业今年的情况怎么样',
    '今天上午到企业走访，老板说订单少了',
    '企业上个月入规了没',
    '@倍增助手 企业在哪个园区',
    '联系人说企业的贷款下来了',
    '为什么企业不在名单里面',
  ],
}

const NOBODY = {
  development: [
    '这个月全市产值多少',
    '有没有3万方的现成厂房',
    '想找几家本地做铜排的供应商',
    '贷款下不来 中行说抵押不够',
    '路灯坏了三个月没人管',
    '环评批复什么时候能下来',
    '明天上午九点开调度会',
    '工人宿舍不够住 能不能租人才公寓',
    '0032办结 已跟企业对接',
    '13812345678打这个电话',
    '不满意 问题没解决',
    '发个名单给我',
    '10月31日前报送',
    '加计抵减怎么办理',
    '变压器容量不够要增容',
    '第二个',
    '好的 收到',
    '今年入规几家了',
    '谁差得最多',
    '还差500万',
  ],
  heldOut: [
    '昨晚又跳闸了，整条线停了两小时',
    '能不能协调一下用工',
    '亩均税收低于多少要整改',
    '请领导签批',
    '我要反映一个问题',
    '数字化改造补贴有多少',
    '物流成本太高',
    '第三季度的通报发了吗',
    '这笔钱什么时候到账',
    '税务说资料不齐',
    '请把会议纪要转给大家',
    '园区里水压不够',
    '有没有技改贴息',
    '把没反馈的部门列一下',
    '下周二之前办好',
    '增长12.5%',
    '消防验收卡住了',
    '撤回刚才那条',
    '环保督察什么时候来',
    '谢谢',
  ],
}

/** What the commands give as examples without naming an enterprise. */
const EXAMPLES = commands
  .flatMap(({ intents }) => Object.values(intents).flatMap(({ examples }) => examples))
  .filter(example => !example.includes('['))

/** Sentences naming a firm in several ways, and sentences naming nobody. */
export function sentencesOf(city: readonly CityFirm[], set: keyof typeof FRAMES, count: number): Sentence[] {
  const random = randomFrom(set === 'development' ? 11 : 12)
  const shorts = groups(city, ({ brand, trade }) => brand + trade)
  const brands = groups(city, ({ brand }) => brand)
  const kinds: [
    kind: string,
    said: (firm: CityFirm) => string | null,
    group: Map<string, Set<string>> | null,
  ][] = [
    ['全称', ({ name }) => name, null],
    ['字号加行业', ({ brand, trade }) => brand + trade, shorts],
    ['字号加行业，同音错一字', ({ brand, trade }) => replaceOne(brand + trade, random, homophonesOf), null],
    ['只说字号（只有一家）', ({ brand }) => (brands.get(brand)?.size === 1 ? brand : null), null],
    ['信用代码', ({ uscc }) => uscc, null],
  ]
  const named = kinds.flatMap(([kind, said, group]) => {
    const found: Sentence[] = []
    for (let tries = 0; tries < count * 20 && found.length < count; tries++) {
      const firm = random.pick(city)
      const name = said(firm)
      if (name === null || (kind.includes('错') && shorts.has(name))) continue
      const frame = random.pick(FRAMES[set])
      const start = frame.indexOf('企业')
      const text = frame.replace('企业', name)
      const plain = kind.includes('错') ? shorts.get(firm.brand + firm.trade) : group?.get(name)
      found.push({ kind, text, start, end: start + name.length, right: plain ?? new Set([firm.uscc]) })
    }
    return found
  })
  return [
    ...named,
    ...[...NOBODY[set], ...(set === 'development' ? EXAMPLES : [])].map(text => ({
      kind: '没有说企业',
      text,
      start: 0,
      end: 0,
      right: new Set<string>(),
    })),
  ]
}

function groups(city: readonly CityFirm[], said: (firm: CityFirm) => string): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  for (const firm of city) {
    const same = found.get(said(firm))
    if (same) same.add(firm.uscc)
    else found.set(said(firm), new Set([firm.uscc]))
  }
  return found
}
