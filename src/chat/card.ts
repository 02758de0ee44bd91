/**
 * The neutral card: what the bot says, as data. Platforms render it; the terminal prints it. Strings are always
 * plain text: whatever a person typed can be put in unescaped, because escaping happens once, in each renderer.
 */
export interface Card {
  title: string
  tone: Tone
  /** Short marks beside the title: 演示数据, 征求意见稿. */
  tags?: string[]
  blocks: Block[]
}

export type Tone = 'info' | 'good' | 'warn' | 'bad' | 'plain'

/** A run of text; plain strings are the common case. */
export type Span =
  | string
  | { text: string; style: 'bold' | 'good' | 'warn' | 'bad' | 'muted' }
  | { text: string; href: string }

export type Block =
  | { kind: 'text'; spans: Span[] }
  /** Label and value pairs, two to a row where there is room. */
  | { kind: 'fields'; items: { label: string; value: Span }[] }
  | { kind: 'table'; columns: Column[]; rows: Record<string, string>[] }
  /** `image` is the path of the same as a picture, for platforms without charts. */
  | { kind: 'chart'; chart: Chart; image?: string }
  | { kind: 'buttons'; buttons: Button[] }
  | { kind: 'form'; name: string; fields: Field[]; submit: Button }
  | { kind: 'fold'; title: string; blocks: Exclude<Block, { kind: 'form' | 'table' }>[] }
  /** Small print: sources, 口径. */
  | { kind: 'note'; text: string }
  | { kind: 'divider' }

interface Column {
  key: string
  title: string
  align?: 'left' | 'right'
}

/** A chart in the product's own terms; renderers turn it into VChart, text or an image. */
export interface Chart {
  type: 'bar' | 'line' | 'pie'
  title: string
  unit: string
  points: { x: string; y: number; series?: string }[]
}

/** What a click asks for: a command's intent with arguments. It comes back from outside and is trusted for nothing. */
export interface Action {
  command: string
  intent: string
  args: Record<string, unknown>
}

export interface Button {
  label: string
  style?: 'primary' | 'danger'
  action?: Action
  href?: string
  /** Asked before the click counts. */
  confirm?: string
}

export type Field =
  | {
      kind: 'text'
      name: string
      label: string
      value?: string
      placeholder?: string
      required?: boolean
      long?: boolean
    }
  | { kind: 'choice'; name: string; label: string; value?: string; required?: boolean; options: Option[] }
  | { kind: 'choices'; name: string; label: string; value?: string[]; required?: boolean; options: Option[] }
  | { kind: 'date'; name: string; label: string; value?: string; required?: boolean }

export interface Option {
  value: string
  label: string
}

export const text = (...spans: Span[]): Block => ({ kind: 'text', spans })
export const note = (words: string): Block => ({ kind: 'note', text: words })
export const fields = (items: Record<string, Span | null | undefined>): Block => ({
  kind: 'fields',
  items: Object.entries(items).flatMap(([label, value]) => (value ? [{ label, value }] : [])),
})
export const buttons = (...list: Button[]): Block => ({ kind: 'buttons', buttons: list })
export const bold = (words: string): Span => ({ text: words, style: 'bold' })
export const good = (words: string): Span => ({ text: words, style: 'good' })
export const warn = (words: string): Span => ({ text: words, style: 'warn' })
export const bad = (words: string): Span => ({ text: words, style: 'bad' })
export const muted = (words: string): Span => ({ text: words, style: 'muted' })

/** A card of one or a few sentences. */
export function say(title: string, words: string, tone: Tone = 'info', ...more: Block[]): Card {
  return { title, tone, blocks: [text(words), ...more] }
}
