import { type Block, bold, fields, note, text, warn } from '../../src/chat/card.ts'
import type { Context, Reply } from '../../src/chat/command.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { formatWan } from '../../src/lib/money.ts'
import { maySeeRanking } from '../../src/people/may.ts'
import { gradesOf, judgePerMu, newestPerMuYear, perMuOf } from '../../src/registry/targets/per-mu.ts'
import { type FirmSlots, firmAsked, nameOf } from '../parts/firm.ts'

/** 亩均评价 of an enterprise: its class as published, and tax per mu where land and tax are known. */
export async function tellPerMu(context: Context, uscc: string, asked: FirmSlots): Promise<Reply> {
  const firm = await firmAsked(context, { ...asked, uscc }, '金杯电工亩均评价是几类')
  const results = await perMuOf(context.db, uscc)
  const [newest] = results
  const blocks: Block[] = [text(...nameOf(firm, asked))]
  if (!newest) {
    blocks.push(
      text(warn('还没有导入亩均评价结果。'), '评价由主管部门组织，结果公布后导入；在此之前不作判断。'),
      note('范围是省级及以上园区的工业企业；评价办法的权重和公式现有文件未载（待主管部门确认）。'),
    )
    return { card: { title: '亩均评价', tone: 'info', blocks }, isPrivate: true, focus: { uscc } }
  }
  const { result, tax, perMu, evaluation } = await judgePerMu(context.db, context.policies, firm, newest)
  blocks.push(
    text(`${result.year}年度评价等次：`, result.grade ? bold(`${result.grade}类`) : warn('未公布')),
    fields({
      用地: result.landMu ? `${result.landMu.toFixed()}亩` : '未登记',
      实缴税金: tax ? formatWan(tax) : '没有数据',
      亩均税收: perMu ? `${perMu.round(2).toFixed()}万元/亩` : '算不出',
      来源: result.source,
    }),
  )
  if (!perMu)
    blocks.push(
      text(
        `算亩均税收还缺：${[result.landMu ? '' : '用地亩数', tax ? '' : `${result.year}年实缴税金`].filter(Boolean).join('、')}。`,
      ),
    )
  if (evaluation.verdict === 'fail')
    blocks.push(text(warn('不在评价范围'), '：评价的是省级及以上园区的工业企业，请核对园区登记。'))
  if (evaluation.result.restrained === true)
    blocks.push(text('按外地通行做法，末位等次可能在用地、用能上受限；本地措施以主管部门文件为准。'))
  const older = results.slice(1, 4).flatMap(({ year, grade }) => (grade ? [`${year}年${grade}类`] : []))
  if (older.length > 0) blocks.push(text(`以前：${older.join('，')}。`))
  blocks.push(
    note(
      '为什么是这一类：等次由主管部门按全市排名划定，权重和公式现有文件未载，这里只列算得出的亩均税收，不推测排名。对结果有异议请在公示期内向工信部门书面提出。',
    ),
  )
  return {
    card: { title: '亩均评价', tone: 'info', ...(firm.isDemo && { tags: ['演示数据'] }), blocks },
    isPrivate: true,
    focus: { uscc },
  }
}

/** How many enterprises are in each class. */
export async function tellGrades(
  { db, speaker }: Context,
  place: { id: string; name: string } | null,
): Promise<Reply> {
  if (!maySeeRanking(speaker))
    throw new Refusal('全市的评价分布只提供给机关工作人员。您可以问“我们亩均评价是几类”。')
  const year = await newestPerMuYear(db)
  if (year === null) throw new Refusal('还没有导入亩均评价结果。办公室可以用亩均评价表格导入用地亩数和等次。')
  const grades = await gradesOf(db, year, place?.id ?? null)
  const total = grades.reduce((sum, { firms }) => sum + firms, 0)
  return {
    card: {
      title: `${year}年度亩均评价`,
      tone: 'info',
      blocks: [
        text(`${place?.name ?? '全市'}已导入`, bold(`${total}家`), '。'),
        {
          kind: 'table',
          columns: [
            { key: 'grade', title: '等次' },
            { key: 'firms', title: '家数', align: 'right' },
          ],
          rows: grades.map(({ grade, firms }) => ({ grade: `${grade}类`, firms: String(firms) })),
        },
        note('等次以主管部门公布的结果为准；哪家是哪类不在汇总里展示。'),
      ],
    },
  }
}
