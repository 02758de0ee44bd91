import { URGENCIES } from '../../db/schema/index.ts'
import {
  type Block,
  bold,
  type Card,
  type Field,
  fields,
  note,
  type Option,
  text,
} from '../../src/chat/card.ts'
import { tailOf } from '../../src/chat/notices/case-body.ts'
import type { Upload } from '../../src/ledger/attachments.ts'
import { CATEGORIES, guessCategory } from '../../src/ledger/categories.ts'
import type { LoadedCase } from '../../src/ledger/load.ts'
import type { Problem } from '../../src/ledger/split.ts'
import { dayOf, sayDay } from '../../src/lib/time.ts'

/** What a form is for. */
export interface ReportFirm {
  uscc: string
  name: string
  isDemo: boolean
}

/** A problem and the open case that tells much the same, if there is one. */
export interface Draft extends Problem {
  near: LoadedCase | null
  contact?: string | undefined
}

/** With which problem the files go, counted from 1; 0 for none. */
export const FILES_FIELD = 'files_with'

/** The answer that it is another matter than the one shown. */
export const ANOTHER = 'new'

const option = (value: string): Option => ({ value, label: value })

/**
 * A report as a form: firm fixed, category and urgency guessed from what was said. The key is the form's own: handing
 * it in twice files once.
 */
export function reportForm(
  firm: ReportFirm,
  draft: Draft,
  now: Date,
  waiting: readonly Upload[],
  key: string = crypto.randomUUID(),
): Card {
  const { near, detail } = draft
  const why = draft.isGuessed
    ? `类别按您的话预填（${guessCategory(detail).why}），不对请改。`
    : '请选类别、写清情况。'
  return {
    title: '上报诉求',
    tone: 'info',
    ...tagOf(firm),
    blocks: [
      fields({ 企业: firm.name }),
      ...(near ? nearBlocks(near, now) : []),
      {
        kind: 'form',
        name: 'report',
        fields: [...draftFields(draft, ''), contactField(draft.contact), ...filesField(waiting, 1)],
        submit: {
          label: '提交诉求',
          style: 'primary',
          action: {
            command: 'report',
            intent: 'intake.submit',
            args: {
              key,
              uscc: firm.uscc,
              ...(near && { near_version: near.row.version }),
              ...carried(waiting),
            },
          },
        },
      },
      note(`${why}提交后马上分派到责任单位。`),
    ],
  }
}

/** Several problems of one message on one card, each with its own category; confirmed once, filed each for itself. */
export function severalForm(
  firm: ReportFirm,
  drafts: readonly Draft[],
  now: Date,
  waiting: readonly Upload[],
  key: string = crypto.randomUUID(),
): Card {
  const versions = Object.fromEntries(
    drafts.flatMap(({ near }) => (near ? [[near.row.no, near.row.version]] : [])),
  )
  return {
    title: `上报诉求：${drafts.length}件`,
    tone: 'info',
    ...tagOf(firm),
    blocks: [
      fields({ 企业: firm.name }),
      text(`听到${drafts.length}件事，会分别受理、分别派单：`),
      ...drafts.map(({ category, detail }, i) => text(bold(`${i + 1}. ${category}`), `：${detail}`)),
      ...drafts.flatMap(({ near }) => (near ? nearBlocks(near, now) : [])),
      {
        kind: 'form',
        name: 'report_several',
        fields: [
          ...drafts.flatMap((draft, i) => draftFields(draft, `_${i + 1}`)),
          contactField(undefined),
          ...filesField(waiting, drafts.length),
        ],
        submit: {
          label: `提交${drafts.length}件诉求`,
          style: 'primary',
          action: {
            command: 'report',
            intent: 'intake.submit_several',
            args: {
              key,
              uscc: firm.uscc,
              count: drafts.length,
              near_versions: versions,
              ...carried(waiting),
            },
          },
        },
      },
      note('不想报的，把它的情况描述清空；类别不对请改。'),
    ],
  }
}

const tagOf = ({ isDemo }: ReportFirm) => (isDemo ? { tags: ['演示数据'] } : {})

function nearBlocks({ row, unit }: LoadedCase, now: Date): Block[] {
  const day = sayDay(dayOf(row.filedAt), dayOf(now))
  return [
    text(bold(`${day}报过相近的一件，还在办：`), `${tailOf(row.no)}（${unit ?? '待交办'}）${row.detail}`),
    note('是同一件的，选“是”，新情况会补充给承办单位，不用重复受理。'),
  ]
}

function draftFields({ category, isGuessed, urgency, detail, near }: Draft, suffix: string): Field[] {
  const nth = suffix === '' ? '' : ` ${suffix.slice(1)}`
  return [
    ...(near ? [sameField(near, suffix, nth)] : []),
    {
      kind: 'choice',
      name: `category${suffix}`,
      label: `诉求类别${nth}`,
      required: true,
      options: CATEGORIES.map(option),
      ...(isGuessed && { value: category }),
    },
    {
      kind: 'choice',
      name: `urgency${suffix}`,
      label: `紧急程度${nth}`,
      required: true,
      options: URGENCIES.map(option),
      value: urgency,
    },
    {
      kind: 'text',
      name: `detail${suffix}`,
      label: `情况描述${nth}`,
      placeholder: '什么事、什么时候开始、影响多大、希望怎么解决',
      ...(suffix === '' && { required: true }),
      long: true,
      ...(detail && { value: detail }),
    },
  ]
}

function sameField({ row }: LoadedCase, suffix: string, nth: string): Field {
  const options = [
    { value: row.no, label: `是，补充到 ${tailOf(row.no)}` },
    { value: ANOTHER, label: '不是，另报一件' },
  ]
  return {
    kind: 'choice',
    name: `same${suffix}`,
    label: `和上面那件是同一件吗${nth}`,
    required: true,
    options,
  }
}

/** What was sent before the report and waits: the one question is whether, or with which of several problems, it belongs. */
function filesField(waiting: readonly Upload[], problems: number): Field[] {
  const names = waiting.flatMap(({ files }) => files.map(({ name }) => name))
  if (names.length === 0) return []
  const more = names.length > 3 ? '等' : ''
  const nth = Array.from({ length: problems }, (_, i) => ({
    value: String(i + 1),
    label: problems === 1 ? '一并附上' : `附到第${i + 1}件`,
  }))
  return [
    {
      kind: 'choice',
      name: FILES_FIELD,
      label: `您发来的${names.length}个附件（${names.slice(0, 3).join('、')}${more}）`,
      required: true,
      options: [...nth, { value: '0', label: '不附' }],
      value: '1',
    },
  ]
}

const carried = (waiting: readonly Upload[]) =>
  waiting.length > 0 ? { uploads: waiting.map(({ id }) => id) } : {}

const contactField = (value: string | undefined): Field => ({
  kind: 'text',
  name: 'contact',
  label: '联系人（选填）',
  placeholder: '姓名和电话，方便责任单位联系',
  ...(value && { value }),
})
