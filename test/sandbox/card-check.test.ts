import { describe, expect, it } from 'vitest'
import { checkCard } from '../../src/sandbox/card-check.ts'
import { everyElement } from './every-element.ts'
import { cardOf } from './fake-bot.ts'

const plain = (content: string) => ({ tag: 'plain_text', content })
const submit = { tag: 'button', name: 'ok', text: plain('提交'), form_action_type: 'submit' }
const input = (name: string) => ({ tag: 'input', name })
const form = (...elements: unknown[]) => ({ tag: 'form', name: 'f', elements })
const table = { tag: 'table', columns: [{ name: 'a' }], rows: [{ a: '1' }] }
const panel = (...elements: unknown[]) => ({
  tag: 'collapsible_panel',
  header: { title: plain('展开') },
  elements,
})
const nested = (levels: number): unknown => (levels === 0 ? { tag: 'hr' } : panel(nested(levels - 1)))

describe('the card check', () => {
  it('takes a card with every element', () => {
    expect(checkCard(everyElement())).toBeNull()
  })

  it.each([
    ['a card that is not an object', 'hello', 200621],
    ['a card of the old schema', { elements: [] }, 200621],
    ['an old element', cardOf({ tag: 'note', elements: [] }), 200861],
    ['an unknown element', cardOf({ tag: 'hologram' }), 200861],
    ['an unknown property', cardOf({ tag: 'hr', colour: 'red' }), 200621],
    [
      'an unknown property of a text inside',
      cardOf({ tag: 'div', text: { ...plain('a'), weight: 1 } }),
      200621,
    ],
    ['a tag on the header', { ...cardOf(), header: { tag: 'header', title: plain('a') } }, 200621],
    ['a colour by number', cardOf({ tag: 'div', text: { ...plain('a'), text_color: '#999999' } }), 200621],
    [
      'a header template there is not',
      { ...cardOf(), header: { title: plain('a'), template: 'pink' } },
      200621,
    ],
    ['a form inside a panel', cardOf(panel(form(submit))), 200621],
    ['a table inside a form', cardOf(form(table, submit)), 200621],
    [
      'a table inside a column',
      cardOf({ tag: 'column_set', columns: [{ tag: 'column', elements: [table] }] }),
      200621,
    ],
    ['a form without a submit button', cardOf(form(input('a'))), 200621],
    ['two inputs of one name', cardOf(form(input('a'), input('a'), submit)), 200621],
    ['an input in a form without a name', cardOf(form({ tag: 'input' }, submit)), 200621],
    [
      'a multiple choice outside a form',
      cardOf({ tag: 'multi_select_static', name: 'a', options: [] }),
      200621,
    ],
    ['six tables', cardOf(table, table, table, table, table, table), 11310],
    ['201 elements', cardOf(...Array.from({ length: 201 }, () => ({ tag: 'hr' }))), 11310],
    [
      '101 texts, which count with their holder',
      cardOf(...Array.from({ length: 101 }, () => ({ tag: 'div', text: plain('a') }))),
      11310,
    ],
    ['a row with a stray key', cardOf({ ...table, rows: [{ b: '1' }] }), 200915],
    ['a page of eleven rows', cardOf({ ...table, page_size: 11 }), 200621],
    ['a chart without a type', cardOf({ tag: 'chart', chart_spec: {} }), 200550],
    [
      'a callback value that is text',
      cardOf({ tag: 'button', behaviors: [{ type: 'callback', value: 'a' }] }),
      200732,
    ],
    ['an element id with a hyphen', cardOf({ tag: 'hr', element_id: 'a-b' }), 200621],
    ['six levels of panels', cardOf(nested(6)), 200621],
  ])('refuses %s', (_, card, errCode) => {
    expect(checkCard(card)).toMatchObject({ errCode })
  })

  it('takes exactly 200 elements, five tables and five levels', () => {
    expect(checkCard(cardOf(...Array.from({ length: 199 }, () => ({ tag: 'hr' }))))).toBeNull()
    expect(checkCard(cardOf(table, table, table, table, table))).toBeNull()
    expect(checkCard(cardOf(nested(5)))).toBeNull()
  })

  it('says where the fault is', () => {
    expect(checkCard(cardOf({ tag: 'hr' }, { tag: 'column_set', corner_radius: '8px' }))?.message).toBe(
      'unknown property, property: corner_radius, path: ROOT -> body -> elements -> [1](tag: column_set)',
    )
  })
})
