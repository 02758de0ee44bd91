import Big from 'big.js'
import type { BulletinContent, MacroFact, NurtureFacts, Wording } from '../../../db/bulletin-content.ts'
import { sayPeriod } from '../../registry/period.ts'
import type { Run, Section } from './parts.ts'
import { passage } from './passage.ts'
import { firms, gap, growth, items, money, share } from './say.ts'

/** 规模企业和优质企业培育. */
export function scale({ scale: facts, nurture }: BulletinContent, wording: Wording): Section {
  return {
    id: 'scale',
    title: '规模企业和优质企业培育情况',
    parts: [
      ...(facts
        ? [
            passage(wording, {
              id: 'scale',
              title: '规模企业',
              isPlain: true,
              facts: [
                `${facts.year}年以来新增规模工业企业`,
                firms('scale.entries', facts.entries),
                '、退库',
                firms('scale.exits', facts.exits),
                '，净增',
                firms('scale.net', facts.net),
                '，月末在库',
                firms('scale.count', facts.count),
                ...(facts.target === null
                  ? []
                  : [
                      '；完成年度新增目标',
                      firms('scale.target', facts.target),
                      '的',
                      share('scale.completion', facts.entries, facts.target, wording.exact),
                    ]),
                '。“小升规”重点企业培育库',
                firms('scale.cultivation', facts.cultivation),
                '，疑似应统未统',
                firms('scale.dueIn', facts.dueIn),
                '，退规风险企业库',
                firms('scale.risk', facts.risk),
                '。',
              ],
            }),
          ]
        : []),
      ...(nurture
        ? [
            passage(wording, {
              id: 'nurture',
              title: '优质企业',
              isPlain: true,
              facts: nurtureRuns(nurture),
            }),
          ]
        : []),
    ],
  }
}

function nurtureRuns(facts: NurtureFacts): Run[] {
  const { provincial, provincialBefore, specialised, leading, fastest, period } = facts
  const fresh: Run[] =
    specialised === 0
      ? []
      : [
          `${facts.year}年新培育省级以上专精特新“小巨人”企业`,
          firms('nurture.specialised', specialised),
          '，其中省级',
          firms('nurture.provincial', provincial),
          ...(provincialBefore > 0
            ? [
                `，是${facts.year - 1}年全年`,
                firms('nurture.provincialBefore', provincialBefore),
                '的',
                {
                  key: 'nurture.times',
                  say: `${new Big(new Big(provincial).div(provincialBefore).toFixed(2)).toFixed()}倍`,
                },
              ]
            : []),
          '；',
        ]
  return [
    ...fresh,
    '产业链“头雁”企业',
    firms('nurture.leading', leading),
    ...(fastest.length > 0 && period
      ? [`，${sayPeriod(period)}产值同比增幅居前的有${fastest.join('、')}`]
      : []),
    '。',
  ]
}

/** 项目建设和招商引资. */
export function works({ projects, contracts }: BulletinContent, wording: Wording): Section {
  const sum = (lead: string, key: string, wan: string | null): Run[] =>
    wan === null ? [] : [lead, money(key, wan)]
  return {
    id: 'works',
    title: '项目建设和招商引资情况',
    parts: [
      ...(projects
        ? [
            passage(wording, {
              id: 'projects',
              title: '项目建设',
              isPlain: true,
              facts: [
                '在建亿元以上工业项目',
                items('project.building', projects.building),
                ...sum('，计划总投资', 'project.total', projects.total),
                `；${projects.year}年预计投产`,
                items('project.toProduce', projects.toProduce),
                '（已投产',
                items('project.produced', projects.produced),
                '）',
                ...sum('，投产后预计可新增年产值', 'project.output', projects.expectedOutput),
                ...sum('、年税收', 'project.tax', projects.expectedTax),
                '。应开工未开工',
                items('project.late', projects.lateToStart),
                '，亮红灯（明显滞后）',
                items('project.red', projects.red),
                '。',
              ],
            }),
          ]
        : []),
      ...(contracts
        ? [
            passage(wording, {
              id: 'contracts',
              title: '招商引资',
              isPlain: true,
              facts: [
                `${contracts.year}年签约项目`,
                items('contract.signed', contracts.signed),
                ...sum('，总投资', 'contract.total', contracts.total),
                ...sum('，引资额', 'contract.attracted', contracts.attracted),
                '；其中制造业',
                items('contract.manufacturing', contracts.manufacturing),
                '（占',
                share(
                  'contract.manufacturing.share',
                  contracts.manufacturing,
                  contracts.signed,
                  wording.exact,
                ),
                '），三类500强',
                items('contract.top500', contracts.top500),
                ...sum('、总投资', 'contract.top500.total', contracts.top500Total),
                ...sum('、引资额', 'contract.top500.attracted', contracts.top500Attracted),
                '。已开工',
                items('contract.started', contracts.started),
                '，履约率',
                share('contract.rate', contracts.started, contracts.signed, wording.exact),
                '；已投产',
                items('contract.produced', contracts.produced),
                '。',
              ],
            }),
          ]
        : []),
    ],
  }
}

/** 主要经济指标, as published. */
export function macro({ macro: published }: BulletinContent, wording: Wording): Section {
  return {
    id: 'macro',
    title: '主要经济指标',
    parts: published.map(one =>
      passage(wording, {
        id: `macro:${one.indicator}`,
        title: one.indicator,
        isPlain: true,
        facts: macroRuns(one),
      }),
    ),
  }
}

function macroRuns(one: MacroFact): Run[] {
  const key = `macro:${one.indicator}`
  const told: Run[][] = [
    one.value === null
      ? []
      : [{ key: `${key}.value`, say: `${new Big(one.value).toFixed()}${one.unit ?? ''}` }],
    one.growth === null ? [] : ['同比', growth(`${key}.growth`, one.growth)],
    one.aboveNation === null ? [] : [gap(`${key}.nation`, '全国', one.aboveNation)],
    one.aboveProvince === null ? [] : [gap(`${key}.province`, '全省', one.aboveProvince)],
    one.rank === null ? [] : [{ key: `${key}.rank`, say: `居${one.rankedIn ?? '全省'}第${one.rank}位` }],
  ]
  const runs = told
    .filter(some => some.length > 0)
    .flatMap((some, i): Run[] => [i === 0 ? '' : '，', ...some])
  return [`${sayPeriod(one.period)}${one.indicator}`, ...runs, '。']
}
