import { URGENCIES } from '../../db/schema/index.ts'
import { type Card, fields, note, type Option } from '../../src/chat/card.ts'
import { CATEGORIES, guessCategory, guessUrgency } from '../../src/ledger/categories.ts'

const option = (value: string): Option => ({ value, label: value })

/** The report as a form: firm fixed, category and urgency guessed from what was said. */
export function reportForm(firm: { uscc: string; name: string; isDemo: boolean }, detail: string): Card {
  const guess = guessCategory(detail)
  const isGuessed = guess.confidence > 0
  return {
    title: '上报诉求',
    tone: 'info',
    ...(firm.isDemo && { tags: ['演示数据'] }),
    blocks: [
      fields({ 企业: firm.name }),
      {
        kind: 'form',
        name: 'report',
        fields: [
          {
            kind: 'choice',
            name: 'category',
            label: '诉求类别',
            required: true,
            options: CATEGORIES.map(option),
            ...(isGuessed && { value: guess.category }),
          },
          {
            kind: 'choice',
            name: 'urgency',
            label: '紧急程度',
            required: true,
            options: URGENCIES.map(option),
            value: guessUrgency(detail),
          },
          {
            kind: 'text',
            name: 'detail',
            label: '情况描述',
            placeholder: '什么事、什么时候开始、影响多大、希望怎么解决',
            required: true,
            long: true,
            ...(detail && { value: detail }),
          },
          {
            kind: 'text',
            name: 'contact',
            label: '联系人（选填）',
            placeholder: '姓名和电话，方便责任单位联系',
          },
        ],
        submit: {
          label: '提交诉求',
          style: 'primary',
          // The key is this form's own: handing it in twice files one case.
          action: {
            command: 'report',
            intent: 'intake.submit',
            args: { key: crypto.randomUUID(), uscc: firm.uscc },
          },
        },
      },
      note(
        isGuessed
          ? `类别按您的话预填（${guess.why}），不对请改。提交后马上分派到责任单位。`
          : '请选类别、写清情况。提交后马上分派到责任单位。',
      ),
    ],
  }
}
