import { FIRST_CODES } from './codes.ts'
import type { DemoFirm } from './firms.ts'
import { madeUpPerson } from './made-up-people.ts'
import { between, pick, spread } from './spread.ts'

const DEPARTMENTS = [
  '工信局',
  '发改委',
  '财政局',
  '人社局',
  '商务局',
  '科技局',
  '税务局',
  '市场监管局',
] as const
const isKnown = ({ uscc }: DemoFirm) => FIRST_CODES.includes(uscc)

/** Rows of `liaison`: 1+1+1+1, three people for every enterprise. */
export const liaisonRows = (firms: readonly DemoFirm[]) =>
  firms.flatMap(firm => {
    const { n, uscc } = firm
    const row = (duty: string, name: string, post: string, personId: string | null = null) => ({
      uscc,
      duty,
      name,
      post,
      person_id: personId,
      from_on: '2023-01-10',
      basis: '2023年联点帮扶安排（演示）',
      set_by: 'demo',
      set_at: '2023-01-10T09:00:00+08:00',
    })
    const department = pick(DEPARTMENTS, n, 141)
    return [
      // A leader has some ten enterprises, a cadre some four.
      row('联点领导', madeUpPerson(40_000 + Math.floor(n / 10)), '县级领导'),
      row('科级干部', madeUpPerson(50_000 + Math.floor(n / 4)), `${department}科长`),
      isKnown(firm)
        ? row('联络员', '赵联', '市工信局驻企联络员', 'demo-liaison')
        : row('联络员', madeUpPerson(60_000 + n), `${department}干部`),
    ]
  })

const two = (part: number) => String(part).padStart(2, '0')

/** A day from September to the eve of the demo. */
function lately(n: number): string {
  const month = between(9, 11, n, 148)
  return `2023-${two(month)}-${two(between(1, month === 11 ? 14 : 28, n, 149))}`
}

/**
 * Rows of `visit`: one in the campaign of 2022 and one or two this year; of the first six, whose liaison can be played,
 * all but one this month.
 */
export const visitRows = (firms: readonly DemoFirm[]) =>
  firms.flatMap(firm => {
    const { n, uscc } = firm
    const row = (visitedOn: string, salt: number) => ({
      uscc,
      visited_on: visitedOn,
      means: spread(n, salt) < 0.8 ? '上门' : '电话',
      outcome: spread(n, salt + 1) < 0.86 ? '正常' : '有问题',
      visitor: isKnown(firm) ? '赵联' : madeUpPerson(60_000 + n),
      visitor_id: isKnown(firm) ? 'demo-liaison' : null,
      duty: '联络员',
      note: pick(
        ['生产正常，订单稳定', '了解用工和融资需求，宣讲惠企政策', '核对经营数据，交办事项已跟进'],
        n,
        salt + 2,
      ),
      recorded_by: isKnown(firm) ? 'demo-liaison' : 'demo',
      recorded_at: `${visitedOn}T17:00:00+08:00`,
    })
    const day = (from: number, to: number, year: number, salt: number) =>
      `${year}-${two(between(from, to, n, salt))}-${two(between(1, 28, n, salt + 1))}`
    return [
      row(day(7, 9, 2022, 142), 150),
      row(day(2, 6, 2023, 144), 153),
      ...(isKnown(firm) && n > 0
        ? [row(`2023-11-${two(between(1, 14, n, 146))}`, 156)]
        : spread(n, 147) < 0.6
          ? [row(lately(n), 156)]
          : []),
    ]
  })
