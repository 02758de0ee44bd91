import type { Command } from '../src/chat/command.ts'
import { deadline } from './todo/deadline.ts'
import { myTasks } from './todo/tasks.ts'

/** 待办: what is to be done by whoever asks, and by when something is due. */
export const todo = {
  name: 'todo',
  title: '待办',
  aliases: ['我的待办', '任务'],
  summary: '我有哪些事要办、哪天到期；申报、报数、答复的截止时间',
  intents: {
    'query.my_tasks': myTasks,
    'query.deadline': deadline,
  },
} satisfies Command
