import { type Block, buttons, type Card, fields, note, text } from '../../src/chat/card.ts'
import type { Context } from '../../src/chat/command.ts'
import { dayOf } from '../../src/lib/time.ts'
import { mayKeepEnterprise, maySeeFigures } from '../../src/people/may.ts'
import type { Enterprise } from '../../src/registry/enterprises.ts'
import { rosterCalled } from '../../src/registry/rosters/kinds.ts'
import { type FirmSlots, nameOf } from './firm.ts'
import { folded } from './fold.ts'
import { standingOf } from './standing.ts'

/** What the registry holds of an enterprise; buttons to its figures only for those who may see them. */
export async function profileCard(
  { db, speaker, now }: Pick<Context, 'db' | 'speaker' | 'now'>,
  firm: Enterprise,
  asked: FirmSlots,
): Promise<Card> {
  const args = { uscc: firm.uscc }
  const year = Number(dayOf(now).slice(0, 4))
  const isOpen = maySeeFigures(speaker, firm)
  const standing = await standingOf(db, firm.uscc, now, isOpen)
  const more: Block[] = isOpen
    ? [
        buttons(
          { label: '产值税收', action: { command: 'figures', intent: 'query.metric', args } },
          { label: '倍增进度', action: { command: 'doubling', intent: 'query.doubling', args } },
          { label: '够不够进名录', action: { command: 'eligibility', intent: 'query.eligibility', args } },
        ),
      ]
    : []
  return {
    title: '企业信息',
    tone: 'info',
    ...(firm.isDemo && { tags: ['演示数据'] }),
    blocks: [
      text(...nameOf(firm, asked)),
      fields({
        统一社会信用代码: firm.uscc,
        简称: [firm.shortName, ...firm.aliases].join('、'),
        所属区域: firm.regionName,
        园区: firm.parkName,
        考核单位: firm.assessUnitName,
        产业链: firm.chain,
        行业代码: firm.industryCode,
        企业类别: firm.originClass,
        规模以上: sayAboveScale(firm),
        ...standing.fields,
        数字经济企业: firm.isDigital === null ? null : firm.isDigital ? '是' : '否',
        倍增名录: sayListing(firm, year),
        其他名单: otherLists(firm, isOpen),
      }),
      ...more,
      ...keeping(speaker, firm),
      ...folded('登记来源', standing.sources),
      note('来自企业库登记；经营数据不在群里展示。'),
    ],
  }
}

const keeping = (speaker: Context['speaker'], firm: Enterprise): Block[] =>
  mayKeepEnterprise(speaker, firm)
    ? [
        buttons({
          label: '修改登记',
          action: { command: 'enterprise', intent: 'enterprise.edit', args: { uscc: firm.uscc } },
        }),
      ]
    : []

function sayAboveScale({ isAboveScale, firstAboveScaleOn }: Enterprise): string | null {
  if (isAboveScale === null) return null
  const since = firstAboveScaleOn ? `（首次入规 ${firstAboveScaleOn}）` : ''
  return isAboveScale ? `是${since}` : `否${since}`
}

function sayListing({ rosters }: Enterprise, year: number): string {
  const years = rosters.filter(({ roster }) => roster === '倍增名录').map(one => one.year)
  if (years.length === 0) return '不在名录'
  const words = `${years.join('、')}年在册`
  return years.includes(year) ? words : `${words}，${year}年不在`
}

/** Lists that tell of trouble are told to whoever may see the firm's figures. */
function otherLists({ rosters }: Enterprise, isOpen: boolean): string | null {
  const others = rosters.filter(
    ({ roster }) => roster !== '倍增名录' && (isOpen || rosterCalled(roster)?.isSensitive !== true),
  )
  return others.map(({ roster, year }) => `${roster}（${year}年）`).join('、') || null
}
