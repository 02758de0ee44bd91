import { and, eq, isNull, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import { CHAIN_SLOTS, chainSlot } from '../../../db/schema/index.ts'
import { Refusal } from '../../lib/errors.ts'
import { type Day, dayOf } from '../../lib/time.ts'
import { mayKeepChain } from '../../people/may.ts'
import { evaluate } from '../../rules/evaluate.ts'
import type { Evaluation } from '../../rules/evaluation.ts'
import { parseFacts } from '../../rules/facts.ts'
import type { RuleVersion } from '../../rules/find-rule.ts'
import { type LiaisonAct, recorder } from '../liaison/act.ts'
import { chainNames, tagOf } from './names.ts'

export type SlotName = (typeof CHAIN_SLOTS)[number]

/** Slots several may fill at once: 15 banks serve 14 chains, 18 deputies were sent. */
const SEVERAL: readonly SlotName[] = ['主办银行', '高校院所', '专职副主任', '行业协会']

/** Whether several may fill a slot at once. */
export const isShared = (slot: SlotName): boolean => SEVERAL.includes(slot)

/** “六个一”. */
export const SIX: readonly SlotName[] = ['链长', '承载主体', '行业协会', '主办银行', '高校院所', '联合党工委']

/** Who or what fills a slot. */
export interface FilledSlot {
  id: number
  chainId: string
  slot: SlotName
  name: string
  post: string | null
  personId: string | null
  fromOn: Day
  basis: string
}

/** What fills the slots of all chains on a day, or of one. */
export const slotsOn = (db: Db, on: Day, chainId?: string): Promise<FilledSlot[]> =>
  rowsOf(
    db,
    sql`select s.id, s.chain_id as "chainId", s.slot, s.name, s.post, s.person_id as "personId",
        s.from_on::text as "fromOn", s.basis
      from chain_slot s
      where s.from_on <= ${on}::date and (s.to_on is null or s.to_on > ${on}::date)
        ${chainId === undefined ? sql`` : sql`and s.chain_id = ${chainId}`}
      order by s.chain_id, array_position(array[${sql.join(
        CHAIN_SLOTS.map(slot => sql`${slot}`),
        sql`, `,
      )}], s.slot), s.from_on, s.id`,
  )

/** Whether “六个一” is complete, by the rule; slots nobody entered are known to be empty. */
export function sixOf(version: RuleVersion, slots: readonly FilledSlot[], on: Day): Evaluation {
  const has = (name: SlotName) => slots.some(({ slot }) => slot === name)
  const facts = parseFacts({
    has_chain_leader: has('链长'),
    has_chain_carrier: has('承载主体'),
    has_chain_association: has('行业协会'),
    has_chain_bank: has('主办银行'),
    chain_universities: slots.filter(({ slot }) => slot === '高校院所').length,
    has_chain_party_committee: has('联合党工委'),
  })
  return evaluate(version, facts, { on })
}

/** The six slots that nobody fills. */
export const emptySlots = (slots: readonly FilledSlot[]): SlotName[] =>
  SIX.filter(name => !slots.some(({ slot }) => slot === name))

/** What is to fill a slot. */
export interface NewSlot {
  chainId: string
  slot: SlotName
  name: string
  post: string | null
  personId: string | null
  fromOn: Day
  basis: string
  /** Whose place it takes in a slot of several; of a slot of one it is whoever is there. */
  replaces?: string | null
}

/**
 * 六个一、链办变更: fills a slot from a day; whoever filled it until then is kept with the reason. False when it is filled
 * so already.
 * @throws {Refusal} when somebody may not, or what is said is incomplete
 */
export async function fillSlot(act: LiaisonAct, given: NewSlot): Promise<boolean> {
  const { db, now, speaker } = act
  await assertMayKeep(act, given.chainId)
  const name = given.name.trim()
  const basis = given.basis.trim()
  if (!CHAIN_SLOTS.includes(given.slot)) throw new Refusal(`产业链只登记：${CHAIN_SLOTS.join('、')}。`)
  if (name.length < 2 || name.length > 60) throw new Refusal(`请写清${given.slot}的名称或姓名（2到60个字）。`)
  if (basis.length < 2) throw new Refusal('请写明依据或变更原因，例如文件名、“分工调整”。')
  if (given.fromOn > dayOf(now)) throw new Refusal(`${given.fromOn}还没到，到那天再登记。`)
  const standing = await db
    .select()
    .from(chainSlot)
    .where(and(eq(chainSlot.chainId, given.chainId), eq(chainSlot.slot, given.slot), isNull(chainSlot.toOn)))
    .for('update')
  const post = given.post?.trim() || null
  if (standing.some(row => row.name === name && (post === null || row.post === post))) return false
  const leaving = isShared(given.slot)
    ? standing.filter(row => row.name === given.replaces || row.name === name)
    : standing
  for (const row of leaving) {
    if (row.fromOn > given.fromOn)
      throw new Refusal(`现在的${given.slot}从${row.fromOn}起，新的不能早于这一天。`)
    await db
      .update(chainSlot)
      .set({ toOn: given.fromOn, endedBy: recorder({ speaker }), endReason: basis })
      .where(eq(chainSlot.id, row.id))
  }
  await db.insert(chainSlot).values({
    chainId: given.chainId,
    slot: given.slot,
    name,
    post,
    personId: given.personId,
    fromOn: given.fromOn,
    basis,
    setBy: recorder({ speaker }),
    setAt: now,
  })
  return true
}

/** @throws {Refusal} unless the office or the chain's own office speaks */
export async function assertMayKeep({ db, speaker }: LiaisonAct, chainId: string): Promise<void> {
  const names = await chainNames(db)
  if (!names.some(({ id }) => id === chainId)) throw new Refusal('没有这条产业链，请核对名称。')
  if (!mayKeepChain(speaker, tagOf(names, chainId)))
    throw new Refusal('产业链的组织和清单由领导小组办公室和这条链的链办维护。')
}
