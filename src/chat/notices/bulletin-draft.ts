import type { NoticeData } from '../../../db/notice.ts'
import { editableIn } from '../../bulletins/editable.ts'
import { sayPeriod } from '../../registry/period.ts'
import { type Action, type Block, type Button, buttons, type Card, note, text, warn } from '../card.ts'
import { bulletinBody, demoTag } from './bulletin-body.ts'

type Draft = NoticeData['bulletin.draft']

const act = (intent: string, args: Record<string, unknown>): Action => ({
  command: 'bulletin',
  intent: `bulletin.${intent}`,
  args,
})

/** To the office: a draft to approve, hold, reword or send back. */
export function bulletinDraft(draft: Draft): Card {
  const { bulletinId, content, version, why, changes, path } = draft
  const args = { bulletin_id: bulletinId, version }
  return {
    title: `${sayPeriod(content.period)}倍增通报（初稿第${version}稿，待审批）`,
    tone: 'info',
    ...demoTag(content),
    blocks: [
      ...(version > 1 ? [note(`本稿：${why}。`)] : []),
      ...bulletinBody(draft),
      { kind: 'divider' },
      ...changesTable(changes),
      ...boards(draft),
      buttons(
        {
          label: '批准发布',
          style: 'primary',
          action: act('approve', args),
          confirm: '批准后立即发给接收的群和人。请确认数据已核对。',
        },
        { label: '看全文', href: path },
        { label: '每个数的出处', href: `${path}/from` },
        { label: 'Word 公文稿', href: `${path}/bulletin.docx` },
        { label: '更新数据', action: act('refresh', args) },
        { label: '改过哪些', action: act('versions', args) },
      ),
      rewordForm(draft),
      decisionForm(args),
    ],
  }
}

/** A held draft: nothing can be published before it is released. */
export function bulletinHeldDraft(draft: Draft, reason: string, by: string): Card {
  const card = bulletinDraft(draft)
  const args = { bulletin_id: draft.bulletinId, version: draft.version }
  const release: Button = {
    label: '数据已核，解除暂缓',
    style: 'primary',
    action: act('hold', { ...args, release: true }),
  }
  return {
    ...card,
    title: `${sayPeriod(draft.content.period)}倍增通报（第${draft.version}稿，暂缓发布）`,
    tone: 'warn',
    blocks: [
      text(warn(`已由${by}暂缓发布：${reason}`)),
      ...card.blocks.map(block =>
        block.kind === 'buttons'
          ? buttons(...block.buttons.map(button => (button.label === '批准发布' ? release : button)))
          : block,
      ),
    ],
  }
}

/** What changed since the last bulletin, beside each other. */
function changesTable(changes: Draft['changes']): Block[] {
  if (changes.length === 0) return [note('上期没有已发布的通报，无从比较。')]
  return [
    text('与上期通报相比：'),
    {
      kind: 'table',
      columns: [
        { key: 'title', title: '指标' },
        { key: 'before', title: '上期', align: 'right' },
        { key: 'after', title: '本期', align: 'right' },
      ],
      rows: changes.map(({ title, before, after }) => ({
        title,
        before: before ?? '—',
        after: after ?? '—',
      })),
    },
  ]
}

/** The boards as the rules suggest them, for somebody to agree to. */
function boards({ content, wording, bulletinId, version }: Draft): Block[] {
  const { red, yellow } = content.boards
  if (red.length + yellow.length === 0) return []
  const named = (lines: typeof red) => lines.map(({ unit }) => unit).join('、') || '无'
  const state =
    wording.boards === null ? '尚未批准，通报里不出现' : wording.boards.isShown ? '已同意列入' : '已定不列'
  const args = { bulletin_id: bulletinId, version }
  return [
    text(`红榜（表扬）建议：${named(red)}；黄榜（督促整改）建议：${named(yellow)}。${state}。`),
    buttons(
      { label: '同意列红榜、黄榜', action: act('boards', { ...args, shown: true }) },
      { label: '不列', action: act('boards', { ...args, shown: false }) },
    ),
  ]
}

function rewordForm({ content, wording, bulletinId, version }: Draft): Block {
  return {
    kind: 'form',
    name: 'bulletin_reword',
    fields: [
      {
        kind: 'choice',
        name: 'passage',
        label: '改哪一处评语（数字不能改）',
        required: true,
        options: editableIn(content, wording).map(({ id, title }) => ({ value: id, label: title })),
      },
      {
        kind: 'text',
        name: 'words',
        label: '改成',
        placeholder: '例如：进度有所放缓',
        required: true,
        long: true,
      },
    ],
    submit: {
      label: '改写',
      action: act('edit', { bulletin_id: bulletinId, version }),
    },
  }
}

const decisionForm = (args: Record<string, unknown>): Block => ({
  kind: 'form',
  name: 'bulletin_reject',
  fields: [
    {
      kind: 'text',
      name: 'reason',
      label: '退回原因',
      placeholder: '哪里要改，例如：数据再核',
      required: true,
    },
  ],
  submit: { label: '退回', style: 'danger', action: act('reject', args) },
})
