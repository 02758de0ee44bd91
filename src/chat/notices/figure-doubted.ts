import Big from 'big.js'
import type { DoubtedFigure, NoticeData } from '../../../db/notice.ts'
import { INDICATORS, sayAmount } from '../../registry/indicators.ts'
import { sayPeriod } from '../../registry/period.ts'
import { type Block, bold, buttons, type Card, fields, note, text } from '../card.ts'

const say = ({ indicator, period, amount }: DoubtedFigure) =>
  `${sayPeriod(period)}${INDICATORS[indicator].title}${sayAmount(indicator, new Big(amount))}`

/** What explains a figure, or corrects it: for whoever may report for the firm. */
function explainBlocks(doubt: Pick<DoubtedFigure, 'doubtId' | 'uscc' | 'indicator' | 'period'>): Block[] {
  const { doubtId, uscc, indicator, period } = doubt
  return [
    {
      kind: 'form',
      name: `doubt-${doubtId}`,
      fields: [
        {
          kind: 'text',
          name: 'explanation',
          label: '情况说明',
          required: true,
          long: true,
          placeholder: '例如：9月设备检修停产半个月，10月集中交货',
        },
      ],
      submit: {
        label: '提交说明',
        style: 'primary',
        action: { command: 'figures', intent: 'figures.explain', args: { doubt: doubtId } },
      },
    },
    buttons({
      label: '报错了，我来更正',
      action: {
        command: 'figures',
        intent: 'intake.metric_correct',
        args: { uscc, period, metrics: [INDICATORS[indicator].title] },
      },
    }),
  ]
}

/** To a firm's contacts: somebody asks what is behind a figure. */
export function figureDoubted(doubt: NoticeData['figure.doubted']): Card {
  return {
    title: '请说明一个数据',
    tone: 'warn',
    blocks: [
      text(`${doubt.by}请${doubt.enterprise}说明：`, bold(say(doubt))),
      text(doubt.words),
      ...explainBlocks(doubt),
      note('说明不改动已报的数；如果确实报错了，请更正。数据只增不改，旧数留存可查。'),
    ],
  }
}

/** To whoever asked. */
export function figureExplained(doubt: NoticeData['figure.explained']): Card {
  return {
    title: `${doubt.enterprise}已说明数据情况`,
    tone: 'info',
    blocks: [
      fields({ 数据: say(doubt), 疑问: doubt.words, 说明: doubt.explanation, 说明人: doubt.by }),
      buttons({
        label: '采信',
        style: 'primary',
        action: { command: 'figures', intent: 'figures.settle', args: { doubt: doubt.doubtId } },
      }),
    ],
  }
}
