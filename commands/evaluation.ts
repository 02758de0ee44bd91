import type { Command } from '../src/chat/command.ts'
import { query } from './evaluation/unit.ts'

/** 评价评估: the month's figures of counties and parks, and the class of enterprises by their land. */
export const evaluation = {
  name: 'evaluation',
  title: '评价评估',
  aliases: ['评估', '评价', '亩均'],
  summary: '县市区、园区月度定量评估，各项都注明来源；企业亩均评价等次和亩均税收',
  intents: { 'query.evaluation': query },
} satisfies Command
