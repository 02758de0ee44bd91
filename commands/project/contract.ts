import { bad, bold, buttons, type Card, fields, muted, note, text, warn } from '../../src/chat/card.ts'
import type { Context, Reply } from '../../src/chat/command.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { formatWan } from '../../src/lib/money.ts'
import { sayPercent } from '../../src/lib/percent.ts'
import { type Day, dayOf, sayDay } from '../../src/lib/time.ts'
import { hasRole } from '../../src/people/may.ts'
import {
  type ContractFigures,
  type ContractOn,
  contractFigures,
  followUps,
  hasLanded,
  hasProduced,
  hasStarted,
} from '../../src/registry/projects/contracts.ts'
import { findProjects } from '../../src/registry/projects/find.ts'
import { findRule, type RuleVersion } from '../../src/rules/find-rule.ts'
import { yearIn } from '../roster/words.ts'
import { type ContractSlots, ownContracts, sayStep, showContract } from './one-contract.ts'
import { SUPPRESSED } from './stats.ts'

const ruleOf = ({ policies, now }: Context): RuleVersion =>
  findRule(policies.documents, 'R-CONTRACT', dayOf(now))

/** What a text asks about signed projects: a batch by its day or size, a year, which numbers. */
export function readContract(text: string, today: Day): ContractSlots {
  const day = /(20\d\d)[-./年](\d{1,2})[-./月](\d{1,2})/.exec(text)
  const year = yearIn(text, today)
  const count = /签约?了?(\d{1,3})个|(\d{1,3})个签约/.exec(text)
  const metrics = [
    // What is 落地 is seen by what has begun.
    ...(/落地/.test(text) ? ['落地数'] : []),
    ...(/落地|开工|履约/.test(text) ? ['开工数'] : []),
    ...(/投产/.test(text) ? ['投产数'] : []),
  ]
  const only = /(?:没|未)落地/.test(text)
    ? ('未落地' as const)
    : /(?:没|未)(?:有)?开工/.test(text)
      ? ('未开工' as const)
      : /跟踪|该?回访|提醒|要催/.test(text)
        ? ('跟踪' as const)
        : undefined
  return {
    ...(day && { batch: `${day[1]}-${day[2]?.padStart(2, '0')}-${day[3]?.padStart(2, '0')}` }),
    ...(count && { signed: Number(count[1] ?? count[2]) }),
    ...(!day && year !== null && { year: String(year) }),
    ...(/500强/.test(text) && { tag: '三类500强' }),
    ...(metrics.length > 0 && { metrics }),
    ...(only && { only }),
  }
}

/** The signed projects asked about, and what they are called. */
function chosen(
  all: readonly ContractOn[],
  { batch, signed, year, tag }: ContractSlots,
): { title: string; contracts: ContractOn[] } {
  const tagged = tag ? all.filter(({ tags }) => tags.some(one => one === tag)) : all
  const batches = [...new Set(all.flatMap(one => one.batch ?? []))]
  const sizeOf = (name: string) => all.filter(one => one.batch === name).length
  const named =
    (batch && batches.find(name => name === batch || name.includes(batch))) ??
    (signed === undefined ? undefined : batches.find(name => sizeOf(name) === signed))
  if (named) return { title: `${named}项目`, contracts: tagged.filter(one => one.batch === named) }
  if (batch) return { title: `${batch}签约项目`, contracts: tagged.filter(one => one.signedOn === batch) }
  if (year)
    return {
      title: `${year}年${tag ?? ''}签约项目`,
      contracts: tagged.filter(one => one.signedOn.startsWith(year)),
    }
  return { title: `${tag ?? ''}签约项目`, contracts: [...tagged] }
}

/** 签约几个、落地几个: both sides of every rate are told. */
export async function tellContracts(context: Context, given: ContractSlots): Promise<Reply> {
  const all = await ownContracts(context)
  if (given.contract_id !== undefined) return showContract(context, all, given.contract_id)
  const asked = { ...readContract(context.text, dayOf(context.now)), ...given }
  const named = context.text === '' ? [] : namedIn(all, context.text)
  if (named.length === 1 && named[0] && asked.batch === undefined && asked.signed === undefined)
    return showContract(context, all, named[0].id)
  const { title, contracts } = chosen(all, asked)
  if (all.length === 0) throw new Refusal('您的职责范围内还没有登记签约项目。')
  if (contracts.length === 0)
    throw new Refusal(
      `没有${title}。登记过的批次有：${[...new Set(all.flatMap(one => one.batch ?? []))].slice(0, 5).join('、') || '无'}。`,
    )
  const on = dayOf(context.now)
  if (asked.only) return tellOnly(context, title, contracts, asked.only)
  const figures = contractFigures(ruleOf(context), contracts, on)
  const due = followUps(ruleOf(context), contracts)
  const isOther = asked.signed !== undefined && asked.signed !== contracts.length
  const isFew =
    contracts.length < 3 && (context.chat.kind === 'group' || hasRole(context.speaker, 'observer'))
  const card: Card = {
    title: `${title}履约情况`,
    tone: due.length > 0 ? 'warn' : 'info',
    ...(contracts.some(({ isDemo }) => isDemo) && { tags: ['演示数据'] }),
    blocks: [
      text(
        bold(
          `签约${figures.signed}个，落地${figures.landed}个，开工${figures.started}个，投产${figures.produced}个。`,
        ),
        isFew
          ? `（${SUPPRESSED}，金额不予展示）`
          : `总投资${formatWan(figures.total)}，引资${formatWan(figures.attracted)}。`,
      ),
      ...(isOther ? [text(warn(`台账里没有正好${asked.signed}个的批次，以上是${title}的全部。`))] : []),
      fields(rates(figures)),
      ...(isFew ? [] : [fields(kinds(figures))]),
      ...(due.length > 0
        ? [text(bad(`${due.length}个签约满3个月还没开工`), `，其中满12个月的${count(due, '第三次')}个。`)]
        : []),
      ...(hasRole(context.speaker, 'observer')
        ? []
        : [
            buttons(
              ...(due.length > 0 ? [to('该跟踪的', { ...asked, only: '跟踪' })] : []),
              to('没开工的', { ...asked, only: '未开工' }),
              ...(figures.started > 0 ? [to('已开工的', { ...asked, only: '已开工' })] : []),
            ),
          ]),
      note(
        `履约率＝已开工÷签约，投产率＝已投产÷签约，终止的仍算签约；口径待主管部门确认。来源：招商签约台账，${on}。`,
      ),
    ],
  }
  return { card }
}

const count = (due: readonly { reminder: string }[], which: string) =>
  due.filter(({ reminder }) => reminder.startsWith(which)).length

const to = (label: string, args: Record<string, unknown>) => ({
  label,
  action: { command: 'project', intent: 'query.contract', args },
})

const rates = ({ signed, landed, started, produced, ended }: ContractFigures) => ({
  履约率: `${started}/${signed}＝${sayPercent(started, signed)}`,
  投产率: `${produced}/${signed}＝${sayPercent(produced, signed)}`,
  落地率: `${landed}/${signed}＝${sayPercent(landed, signed)}`,
  终止: ended > 0 ? bad(`${ended}个`) : null,
})

const kinds = (one: ContractFigures) => ({
  制造业: `${one.manufacturing}个（占${sayPercent(one.manufacturing, one.signed)}），${formatWan(one.manufacturingTotal)}`,
  三类500强:
    one.top500 > 0
      ? `${one.top500}个，总投资${formatWan(one.top500Total)}，引资${formatWan(one.top500Attracted)}`
      : null,
})

const SHOWN = 10

function tellOnly(
  context: Context,
  title: string,
  contracts: readonly ContractOn[],
  only: NonNullable<ContractSlots['only']>,
): Reply {
  const { now } = context
  const today = dayOf(now)
  const due = followUps(ruleOf(context), contracts)
  const found: readonly { contract: ContractOn; words: string }[] =
    only === '跟踪'
      ? due.map(({ contract, months, reminder }) => ({ contract, words: `签约${months}个月，${reminder}` }))
      : contracts
          .filter(one =>
            only === '未落地'
              ? !hasLanded(one)
              : only === '未开工'
                ? !hasStarted(one)
                : only === '已开工'
                  ? hasStarted(one)
                  : hasProduced(one),
          )
          .map(contract => ({ contract, words: sayStep(contract, today) }))
  const shown = found.slice(0, SHOWN)
  return {
    card: {
      title: `${title}：${only === '跟踪' ? '该跟踪的' : only}`,
      tone: only === '跟踪' && found.length > 0 ? 'warn' : 'info',
      ...(shown.some(({ contract }) => contract.isDemo) && { tags: ['演示数据'] }),
      blocks: [
        text(found.length === 0 ? '没有。' : bold(`共${found.length}个`)),
        ...shown.map(({ contract, words }) =>
          text(
            bold(contract.name),
            `（${contract.investor}，${contract.region ?? '未定'}）${sayDay(contract.signedOn, today)}签约，${words}`,
            contract.owner ? muted(` 责任人${contract.owner}`) : '',
          ),
        ),
        ...(found.length > SHOWN ? [note(`只列前${SHOWN}个。`)] : []),
        ...(shown.length > 0
          ? [
              buttons(
                ...shown
                  .slice(0, 5)
                  .map(({ contract }) => to(`看${contract.name.slice(0, 12)}`, { contract_id: contract.id })),
              ),
            ]
          : []),
        note('签约后满3、6、12个月未开工的列入跟踪。来源：招商签约台账。'),
      ],
    },
    isPrivate: true,
  }
}

const named = (one: ContractOn) => ({ ...one, aliases: [one.investor], firm: null })

const namedIn = (all: readonly ContractOn[], text: string): ContractOn[] => {
  const found = findProjects(all.map(named), text)
  return found.flatMap(({ project, score }) => all.find(({ id }) => id === project.id && score >= 0.8) ?? [])
}
