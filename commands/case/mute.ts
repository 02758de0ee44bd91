import { z } from 'zod'
import { buttons, say } from '../../src/chat/card.ts'
import { intent } from '../../src/chat/command.ts'
import { muteCase, unmuteCase } from '../../src/chat/mute.ts'
import { tailOf } from '../../src/chat/notices/case-body.ts'
import { readerHere } from '../parts/reader.ts'
import { which } from './move.ts'
import { pickCase } from './pick.ts'
import { readWhich } from './words.ts'

const slots = z.object({ ...which, on: z.boolean().optional() })

/** 免打扰本件: no more of one case than what is the person's own to do; taken back by the same way. */
export const muteIntent = intent({
  title: '免打扰一件诉求',
  examples: [
    '别再推这件了',
    '0032不要再推送了',
    '这件免打扰',
    '0032恢复推送',
    '重新推送这件',
    '0018免打扰',
    '0032别推了',
    '这件不用再推给我',
    '不要再推0041的动态',
    '0045免打扰',
    '把0032免打扰',
    '0021先别推送',
    '0007别再推了',
  ],
  access: 'known',

  read: said => ({ ...readWhich(said), on: /恢复|重新/.test(said.text) }),
  slots,
  async run(context, given) {
    const { db, now, text } = context
    const reader = await readerHere(context)
    const action = { command: 'case', intent: 'case.mute' }
    const picked = await pickCase(context, given, { ...action, args: { on: given.on }, verbs: [] })
    if ('ask' in picked) return picked.ask
    const { no } = picked.target.row
    const isMuted = given.on !== true
    if (isMuted) await muteCase(db, reader, no, now)
    else await unmuteCase(db, reader, no)
    return {
      card: say(
        `诉求 ${tailOf(no)}`,
        isMuted
          ? `这件的动态不再推给${reader.startsWith('unit:') ? '本群' : '您'}；需要办的（交办、退回、批示、催办、请评价）仍会推送。`
          : '已恢复推送这件的动态。',
        'plain',
        buttons({
          label: isMuted ? '恢复推送' : '不再推送',
          action: { ...action, args: { case_no: no, on: isMuted } },
        }),
      ),
      focus: { caseNo: no },
      did: {
        words: `${isMuted ? '不再推送' : '恢复推送'} ${tailOf(no)} 的动态`,
        undo: { never: `回“${tailOf(no)}${isMuted ? '恢复推送' : '免打扰'}”就改回来。` },
      },
      ...(text === '' && { replaces: true }),
    }
  },
})
