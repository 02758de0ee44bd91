import type { Context } from '../../src/chat/command.ts'
import type { RosterAct } from '../../src/registry/rosters/act.ts'

/** Somebody doing something to a roster, by this message. */
export const actOf = ({ db, now, speaker, causeId }: Context): RosterAct => ({ db, now, speaker, causeId })
