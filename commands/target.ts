import type { Command } from '../src/chat/command.ts'
import { query } from './target/query.ts'
import { set } from './target/set.ts'

/** 目标: what province, city and counties are to reach, how far they are, who is behind. */
export const target = {
  name: 'target',
  title: '目标进度',
  aliases: ['目标', '任务'],
  summary: '查新增、净增规上目标完成进度，谁差得最多，全省目标，衡东百十亿目标；登记目标',
  intents: { 'query.target': query, 'target.set': set },
} satisfies Command
