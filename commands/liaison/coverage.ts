import { z } from 'zod'
import { LIAISON_DUTIES } from '../../db/schema/index.ts'
import { type Block, bold, buttons, note, text } from '../../src/chat/card.ts'
import { type Context, intent, type Reply } from '../../src/chat/command.ts'
import { sayPercent } from '../../src/lib/percent.ts'
import { dayOf } from '../../src/lib/time.ts'
import {
  type Coverage,
  type CoverageScope,
  coverageByUnit,
  uncovered,
} from '../../src/registry/liaison/coverage.ts'
import { placeCalled, placeIn } from '../../src/registry/places.ts'
import { rosterCalled, rosterIn } from '../../src/registry/rosters/kinds.ts'
import { findRule } from '../../src/rules/find-rule.ts'

const SHOWN = 12

const slots = z.object({
  region: z.string().max(20).optional(),
  park: z.string().max(20).optional(),
  list: z.string().max(40).optional(),
  above_scale: z.boolean().optional(),
})

/** 联点覆盖: of how many enterprises all three are named, by unit, and who is still lacking. */
export const coverage = intent({
  title: '联点覆盖',
  examples: [
    '联点覆盖率多少',
    '松木联点全覆盖了没有',
    '各县市区联点覆盖情况',
    '哪些企业还没有联络员',
    '衡东还有几家没配齐联点领导',
    '倍增名录企业联点人员配齐了吗',
    '规上企业联点到位率',
    '1+1+1+1还差多少家',
    '还有几家企业没人联系',
    '联点走访覆盖率',
    '名录企业联络员都到位了吗',
    '高新区联点情况',
    '走访到位率多少',
    '哪些企业没有联点领导',
    '没走访过的企业还有多少',
    '联点全覆盖没',
    '松木96家配齐没',
    '哪些企业没联络员',
    '规上企业联点覆盖率',
    '还有多少没配',
    '联络员配备情况',
    '各县联点到位情况',
    '这个月联点走访到位率',
    '松木的企业走完没有',
    '联点走访完成多少',
    '没有联点领导的企业有几家',
    '四个一配齐的有多少',
    '常宁联点缺几家',
    '走访覆盖率多少',
    '3369名干部联了多少企业',
    '松木联点配齐了多少家 还差多少',
    '哪几家名录企业没有联点领导',
    '全市联络员到位情况',
    '百日行动干部联企业 覆盖率',
    '这个月没走访的企业有多少家',
    '衡东还有几家没走访',
    '全市还有多少家没走访',
    '松木哪些没走访过',
    '1+1+1+1配齐率',
    '联络员缺口多少',
  ],
  access: ['office', 'admin', 'leader', 'county', 'chain', 'department', 'liaison', 'observer'],

  read: ({ text: said }) => {
    const place = placeIn(said)
    const roster = rosterIn(said)
    return {
      ...(place && { [place.kind]: place.name }),
      ...(roster && { list: roster.title }),
      ...(/规上|规模(?:以上|工业)/.test(said) && { above_scale: true }),
    }
  },
  slots,
  run: tellCoverage,
})

async function tellCoverage(
  { db, now, policies, chat }: Context,
  asked: z.infer<typeof slots>,
): Promise<Reply> {
  const today = dayOf(now)
  const place = placeCalled(asked.park ?? asked.region)
  const roster = asked.list ? rosterCalled(asked.list) : null
  const scope: CoverageScope = {
    ...(place && { placeId: place.id }),
    ...(roster && { roster: roster.name }),
    ...(asked.above_scale && { aboveScale: true }),
  }
  const version = findRule(policies.documents, 'R-LIAISON', today)
  const units = await coverageByUnit(db, version, today, scope)
  const all = totalOf(units)
  const lacking = await uncovered(db, version, today, scope)
  const whose = [place?.name ?? '全市', roster?.title ?? '', asked.above_scale ? '规上' : '']
    .filter(Boolean)
    .join('')
  return {
    card: {
      title: '联点覆盖',
      tone: all.firms > 0 && all.complete < all.firms ? 'warn' : 'info',
      blocks: [
        text(
          `${whose}在库企业${all.firms}家，联点人员配齐`,
          bold(`${all.complete}家`),
          '，覆盖率',
          bold(sayPercent(all.complete, all.firms)),
          '。',
        ),
        text(LIAISON_DUTIES.map(duty => `有${duty}${all.duties[duty]}家`).join('，'), '。'),
        ...(units.length > 1 ? [unitTable(units)] : []),
        ...(lacking.length > 0 && chat.kind === 'private'
          ? [
              text(bold('还没配齐：')),
              ...lacking
                .slice(0, SHOWN)
                .map(({ shortName, missing }) => text(`${shortName}：缺${missing.join('、')}`)),
              ...(lacking.length > SHOWN ? [text(`等${lacking.length}家。`)] : []),
            ]
          : []),
        ...(chat.kind === 'group' ? [note('缺哪几家请私聊查询。')] : []),
        buttons(
          {
            label: '只看规上企业',
            action: {
              command: 'liaison',
              intent: 'query.liaison_coverage',
              args: { ...asked, above_scale: true },
            },
          },
          {
            label: '只看倍增名录',
            action: {
              command: 'liaison',
              intent: 'query.liaison_coverage',
              args: { ...asked, list: '倍增培育企业名录' },
            },
          },
        ),
        note('联点领导、科级中层干部、联络员三人都明确才算配齐（R-LIAISON）；一家企业只计入一个考核单位。'),
      ],
    },
  }
}

function totalOf(units: readonly Coverage[]): Pick<Coverage, 'firms' | 'complete' | 'duties'> {
  const sum = (of: (one: Coverage) => number) => units.reduce((total, one) => total + of(one), 0)
  return {
    firms: sum(({ firms }) => firms),
    complete: sum(({ complete }) => complete),
    duties: {
      联点领导: sum(({ duties }) => duties.联点领导),
      科级干部: sum(({ duties }) => duties.科级干部),
      联络员: sum(({ duties }) => duties.联络员),
    },
  }
}

function unitTable(units: readonly Coverage[]): Block {
  return {
    kind: 'table',
    columns: [
      { key: 'unit', title: '单位' },
      { key: 'firms', title: '企业', align: 'right' },
      { key: 'complete', title: '配齐', align: 'right' },
      { key: 'rate', title: '覆盖率', align: 'right' },
    ],
    rows: [...units]
      .sort((a, b) => a.complete * b.firms - b.complete * a.firms || b.firms - a.firms)
      .map(({ unit, firms, complete }) => ({
        unit: unit ?? '未登记考核单位',
        firms: String(firms),
        complete: String(complete),
        rate: sayPercent(complete, firms),
      })),
  }
}
