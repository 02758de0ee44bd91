import type { Command } from '../src/chat/command.ts'
import { listUpdate, set } from './chain/keep.ts'
import { query } from './chain/query.ts'

/** 产业链: who leads which, what it amounts to, what is missing, what has not been kept up to date. */
export const chain = {
  name: 'chain',
  title: '产业链',
  aliases: ['链长', '链办'],
  summary: '查产业链的链长、链办、主办银行、企业和总量，六个一缺什么、五单一图谱新不新；链办登记和更新',
  intents: { 'query.chain': query, 'chain.set': set, 'chain.list_update': listUpdate },
} satisfies Command
