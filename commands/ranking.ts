import type { Command } from '../src/chat/command.ts'
import { compare } from './ranking/compare.ts'
import { growthBoard } from './ranking/growth.ts'
import { query } from './ranking/query.ts'

/** 排名对比: places and departments in order, side by side, and beside last year. */
export const ranking = {
  name: 'ranking',
  title: '排名对比',
  aliases: ['排名', '对比', '比较'],
  summary: '县市区、园区和部门排名；两个单位对比；和去年同期比',
  intents: { 'query.ranking': query, 'query.compare': compare, 'query.growth_board': growthBoard },
} satisfies Command
