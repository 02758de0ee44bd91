import type { Action, Block, Button, Field, Span } from '../../chat/card.ts'
import { chartElement } from './chart.ts'
import { absolute, escapeMarkdown, markdownOf } from './markdown.ts'

/** One element of Card JSON 2.0. */
export type Element = Record<string, unknown>

const plain = (content: string) => ({ tag: 'plain_text', content })

/** A label this short and a value this short stand two to a row. */
const SHORT_FIELD = 18
const LONGEST_INPUT = 1000

/** What a button carries and a click brings back. */
function buttonValue({ command, intent, args }: Action): Record<string, unknown> {
  return { c: command, i: intent, a: args }
}

/** Blocks as elements, in order; runs of text become one element, which reads tighter and counts less. */
export function elementsOf(blocks: readonly Block[], publicUrl: string): Element[] {
  const elements: Element[] = []
  let words: string[] = []
  const flush = () => {
    if (words.length > 0) elements.push({ tag: 'markdown', content: words.join('\n') })
    words = []
  }
  for (const block of blocks) {
    if (block.kind === 'text') {
      words.push(markdownOf(block.spans, publicUrl))
      continue
    }
    flush()
    elements.push(...blockElements(block, publicUrl))
  }
  flush()
  return elements
}

function blockElements(block: Exclude<Block, { kind: 'text' }>, publicUrl: string): Element[] {
  switch (block.kind) {
    case 'note':
      return [
        {
          tag: 'markdown',
          content: `<font color='grey'>${escapeMarkdown(block.text)}</font>`,
          text_size: 'notation',
        },
      ]
    case 'divider':
      return [{ tag: 'hr' }]
    case 'fields':
      return fieldRows(block.items, publicUrl)
    case 'table':
      return [tableElement(block)]
    case 'chart':
      return [chartElement(block.chart)]
    case 'buttons':
      return [buttonRow(block.buttons.map(button => buttonElement(button, publicUrl)))]
    case 'form':
      return [formElement(block)]
    case 'fold':
      return [
        {
          tag: 'collapsible_panel',
          expanded: false,
          header: { title: plain(block.title) },
          elements: elementsOf(block.blocks, publicUrl),
        },
      ]
  }
}

type FieldItem = { label: string; value: Span }

function fieldRows(items: readonly FieldItem[], publicUrl: string): Element[] {
  const rows: Element[] = []
  let pair: FieldItem[] = []
  const cell = ({ label, value }: FieldItem): Element => ({
    tag: 'markdown',
    content: `<font color='grey'>${escapeMarkdown(label)}</font>\n${markdownOf([value], publicUrl)}`,
  })
  const flush = () => {
    if (pair.length > 0) {
      rows.push({
        tag: 'column_set',
        flex_mode: 'none',
        columns: pair.map(item => ({ tag: 'column', width: 'weighted', weight: 1, elements: [cell(item)] })),
      })
    }
    pair = []
  }
  for (const item of items) {
    if (lengthOf(item.value) > SHORT_FIELD) {
      flush()
      rows.push(cell(item))
      continue
    }
    pair.push(item)
    if (pair.length === 2) flush()
  }
  flush()
  return rows
}

const lengthOf = (span: Span): number => (typeof span === 'string' ? span : span.text).length

function tableElement(block: Extract<Block, { kind: 'table' }>): Element {
  return {
    tag: 'table',
    page_size: Math.min(10, Math.max(1, block.rows.length)),
    row_height: 'low',
    header_style: { bold: true, background_style: 'grey', lines: 1 },
    columns: block.columns.map(({ key, title, align }) => ({
      name: key,
      display_name: title,
      data_type: 'text',
      width: 'auto',
      horizontal_align: align ?? 'left',
    })),
    rows: block.rows.map(row => Object.fromEntries(block.columns.map(({ key }) => [key, row[key] ?? '']))),
  }
}

function buttonRow(buttons: Element[]): Element {
  return {
    tag: 'column_set',
    flex_mode: 'flow',
    horizontal_spacing: '8px',
    columns: buttons.map(button => ({ tag: 'column', width: 'auto', elements: [button] })),
  }
}

const BUTTON_TYPES = { primary: 'primary_filled', danger: 'danger' } as const

function buttonElement({ label, style, action, href, confirm }: Button, publicUrl: string): Element {
  return {
    tag: 'button',
    text: plain(label),
    type: style ? BUTTON_TYPES[style] : 'default',
    behaviors: [
      ...(action ? [{ type: 'callback', value: buttonValue(action) }] : []),
      ...(href ? [{ type: 'open_url', default_url: absolute(href, publicUrl) }] : []),
    ],
    ...(confirm && { confirm: { title: plain(label), text: plain(confirm) } }),
  }
}

function formElement({ name, fields, submit }: Extract<Block, { kind: 'form' }>): Element {
  const button = { ...buttonElement(submit, ''), name: `${name}_submit`, form_action_type: 'submit' }
  return {
    tag: 'form',
    name,
    elements: [...fields.flatMap(fieldElements), buttonRow([button])],
  }
}

function fieldElements(field: Field): Element[] {
  const label: Element = {
    tag: 'markdown',
    content: `${escapeMarkdown(field.label)}${field.required ? " <font color='red'>&#42;</font>" : ''}`,
  }
  const common = { name: field.name, ...(field.required && { required: true }), width: 'fill' }
  switch (field.kind) {
    case 'text':
      return [
        label,
        {
          tag: 'input',
          ...common,
          ...(field.placeholder && { placeholder: plain(field.placeholder) }),
          ...(field.value && { default_value: field.value.slice(0, LONGEST_INPUT) }),
          max_length: LONGEST_INPUT,
          ...(field.long && { input_type: 'multiline_text', rows: 3 }),
        },
      ]
    case 'choice':
      return [
        label,
        {
          tag: 'select_static',
          ...common,
          placeholder: plain('请选择'),
          ...(field.value && { initial_option: field.value }),
          options: field.options.map(optionElement),
        },
      ]
    case 'choices':
      return [
        label,
        {
          tag: 'multi_select_static',
          ...common,
          placeholder: plain('可多选'),
          ...(field.value && { selected_values: field.value }),
          options: field.options.map(optionElement),
        },
      ]
    case 'date':
      return [
        label,
        {
          tag: 'date_picker',
          ...common,
          placeholder: plain('请选择日期'),
          ...(field.value && { initial_date: field.value }),
        },
      ]
  }
}

const optionElement = ({ value, label }: { value: string; label: string }) => ({ text: plain(label), value })
