import type { Command } from '../src/chat/command.ts'
import { query } from './incident/query.ts'
import { register, withdraw } from './incident/register.ts'

/** 事故: registered by 应急, 生态环境 and the office, corrected with the old kept, asked about; what vetoes awards. */
export const incident: Command = {
  name: 'incident',
  title: '事故登记',
  aliases: ['事故', '登记事故'],
  summary: '登记、更正、查询安全生产和环境污染事故；等级与伤亡损失不符会请您核实',
  intents: {
    'intake.accident': register,
    'query.accident': query,
    'incident.withdraw': withdraw,
  },
}
