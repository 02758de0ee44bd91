import type { Command } from '../src/chat/command.ts'
import { coverage } from './liaison/coverage.ts'
import { delegate, leaveEnd } from './liaison/delegate.ts'
import { mine } from './liaison/mine.ts'
import { update } from './liaison/update.ts'
import { who } from './liaison/who.ts'

/** 联点帮扶: who is in charge of which enterprise (1+1+1+1), since when, and who stands in for whom. */
export const liaison = {
  name: 'liaison',
  title: '联点帮扶',
  aliases: ['联点', '联络员', '联系企业'],
  summary: '查谁联系哪家企业、我联系哪些企业、联点覆盖率；变更联点人员；请假时转给同事代管',
  intents: {
    'query.liaison': who,
    'query.liaison_coverage': coverage,
    'query.my_enterprises': mine,
    'liaison.update': update,
    'liaison.delegate': delegate,
    'liaison.leave_end': leaveEnd,
  },
} satisfies Command
