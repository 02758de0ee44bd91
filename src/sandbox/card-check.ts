import {
  BODY,
  COMMON,
  COMPONENTS,
  CONFIG,
  HEADER,
  INLINE,
  INTERACTIVE,
  PARTS,
  ROOT,
  TEMPLATES,
} from './card-schema.ts'

/** Why the platform refuses a card: the sub-code inside a 230099, and its words. */
export interface CardFault {
  errCode: number
  message: string
}

type Json = Record<string, unknown>

const MAX_ELEMENTS = 200
const MAX_TABLES = 5
const MAX_DEPTH = 5
/** Their content is data of the card's author, not structure. */
const OPAQUE = new Set(['chart_spec', 'rows', 'value', 'fallback', 'style', 'card_link', 'format'])

class Refused extends Error {
  readonly errCode: number
  constructor(errCode: number, message: string) {
    super(message)
    this.errCode = errCode
  }
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What is wrong with a card by the rules of Card JSON 2.0; null when the platform would take it. */
export function checkCard(card: unknown): CardFault | null {
  try {
    checkRoot(card)
    return null
  } catch (error) {
    if (error instanceof Refused) return { errCode: error.errCode, message: error.message }
    throw error
  }
}

interface Seen {
  elements: number
  tables: number
  names: Set<string>
  ids: Set<string>
}

function checkRoot(card: unknown): void {
  if (!isObject(card))
    throw new Refused(200621, 'parse card json err, please check whether the card json is correct')
  if (card.schema !== '2.0')
    throw new Refused(200621, 'this stand-in takes cards of schema "2.0" only, path: ROOT -> schema')
  onlyKnown(card, ROOT, 'ROOT')
  if (!isObject(card.body) || !Array.isArray(card.body.elements))
    throw new Refused(200621, 'missing property: elements, path: ROOT -> body')
  const seen: Seen = { elements: 0, tables: 0, names: new Set(), ids: new Set() }
  if (isObject(card.config)) checkConfig(card.config)
  if (isObject(card.header)) checkHeader(card.header, seen)
  onlyKnown(card.body, BODY, 'ROOT -> body')
  checkElements(card.body.elements, 'ROOT -> body', { depth: 0, inForm: false, atTop: true }, seen)
  if (seen.elements > MAX_ELEMENTS) throw new Refused(11310, 'card element number over limit')
  if (seen.tables > MAX_TABLES) throw new Refused(11310, 'card table number over limit; ErrorValue: table')
}

function checkConfig(config: Json): void {
  onlyKnown(config, CONFIG, 'ROOT -> config')
  if (config.update_multi === false)
    throw new Refused(200621, 'update_multi only supports true, path: ROOT -> config')
}

function checkHeader(header: Json, seen: Seen): void {
  onlyKnown(header, HEADER, 'ROOT -> header')
  if (header.template !== undefined && !TEMPLATES.includes(String(header.template)))
    throw new Refused(200621, `invalid template: ${String(header.template)}, path: ROOT -> header`)
  if (Array.isArray(header.text_tag_list) && header.text_tag_list.length > 3)
    throw new Refused(200621, 'text_tag_list has more than 3 items, path: ROOT -> header')
  checkInside(header, 'header', 'ROOT -> header', { depth: 0, inForm: false, atTop: false }, seen)
}

interface Place {
  depth: number
  inForm: boolean
  /** Directly in `body.elements`, where forms and tables belong. */
  atTop: boolean
}

function checkElements(elements: unknown, path: string, place: Place, seen: Seen): void {
  if (!Array.isArray(elements)) throw new Refused(200732, `elements is not a list, path: ${path}`)
  if (place.depth > MAX_DEPTH)
    throw new Refused(200621, `nested deeper than ${MAX_DEPTH} levels, path: ${path}`)
  elements.forEach((element: unknown, index) => {
    const tag = isObject(element) ? element.tag : undefined
    checkComponent(element, `${path} -> elements -> [${index}](tag: ${String(tag)})`, place, seen)
  })
}

function checkComponent(element: unknown, path: string, place: Place, seen: Seen): void {
  if (!isObject(element) || typeof element.tag !== 'string')
    throw new Refused(200621, `missing tag, path: ${path}`)
  const { tag } = element
  const known = COMPONENTS[tag]
  if (!known)
    throw new Refused(
      200861,
      `unsupported tag ${tag}; cards of schema V2 no longer support this capability, path: ${path}`,
    )
  if ((tag === 'form' || tag === 'table') && !place.atTop)
    throw new Refused(200621, `${tag} must stand directly in body.elements, path: ${path}`)
  if (tag.startsWith('multi_select_') && !place.inForm)
    throw new Refused(200621, `${tag} must stand in a form, path: ${path}`)
  checkId(element, path, seen)
  if (INTERACTIVE.has(tag)) checkName(element, path, place.inForm, seen)
  if (tag === 'table') checkTable(element, path, seen)
  if (tag === 'chart' && !(isObject(element.chart_spec) && typeof element.chart_spec.type === 'string'))
    throw new Refused(200550, `chart_spec is invalid, path: ${path}`)
  checkTagged(element, known, path, { ...place, atTop: false, inForm: place.inForm || tag === 'form' }, seen)
  if (tag === 'form' && !JSON.stringify(element.elements).includes('"submit"'))
    throw new Refused(200621, `form has no submit button, path: ${path}`)
}

/** Counts a tagged thing, refuses unknown properties, and goes into it. */
function checkTagged(element: Json, known: string[] | 'any', path: string, place: Place, seen: Seen): void {
  seen.elements += 1
  if (known === 'any') return
  onlyKnown(element, [...COMMON, ...known], path)
  if (typeof element.text_color === 'string' && element.text_color.startsWith('#'))
    throw new Refused(200621, `invalid color: ${element.text_color}, path: ${path}`)
  checkInside(element, String(element.tag), path, place, seen)
}

function checkInside(node: Json, tag: string, path: string, place: Place, seen: Seen): void {
  for (const [key, value] of Object.entries(node)) {
    if (OPAQUE.has(key) || key.startsWith('i18n_')) continue
    const here = `${path} -> ${key}`
    if (key === 'elements') checkElements(value, path, { ...place, depth: place.depth + 1 }, seen)
    else if (key === 'behaviors') checkBehaviors(value, here)
    else if (Array.isArray(value)) {
      for (const [index, item] of value.entries())
        checkPart(item, tag, key, `${here} -> [${index}]`, place, seen)
    } else checkPart(value, tag, key, here, place, seen)
  }
}

function checkPart(value: unknown, tag: string, key: string, path: string, place: Place, seen: Seen): void {
  if (!isObject(value)) return
  if (typeof value.tag === 'string') {
    const known = INLINE[value.tag]
    const where = `${path}(tag: ${value.tag})`
    if (!known) throw new Refused(200861, `unsupported tag ${value.tag}, path: ${where}`)
    checkTagged(value, known, where, place, seen)
    return
  }
  const known = PARTS[`${tag}.${key}`] ?? PARTS[key]
  if (known) onlyKnown(value, known, path)
  checkInside(value, key, path, place, seen)
}

function checkBehaviors(value: unknown, path: string): void {
  if (!Array.isArray(value)) throw new Refused(200732, `behaviors is not a list, path: ${path}`)
  for (const behavior of value) {
    const type = isObject(behavior) ? behavior.type : undefined
    if (type === 'callback' && isObject(behavior.value)) continue
    if (type === 'open_url' && typeof behavior.default_url === 'string') continue
    if (type === 'form_action') continue
    throw new Refused(200732, `behavior ${String(type)} is invalid, path: ${path}`)
  }
}

function checkId(element: Json, path: string, seen: Seen): void {
  const id = element.element_id
  if (id === undefined) return
  if (typeof id !== 'string' || !/^[A-Za-z]\w{0,19}$/.test(id))
    throw new Refused(200621, `invalid element_id: ${String(id)}, path: ${path}`)
  if (seen.ids.has(id)) throw new Refused(200621, `duplicate element_id: ${id}, path: ${path}`)
  seen.ids.add(id)
}

function checkName(element: Json, path: string, inForm: boolean, seen: Seen): void {
  const { name } = element
  if (typeof name !== 'string' || name === '') {
    if (inForm) throw new Refused(200621, `a component in a form needs a name, path: ${path}`)
    return
  }
  if (seen.names.has(name)) throw new Refused(200621, `duplicate name: ${name}, path: ${path}`)
  seen.names.add(name)
}

function checkTable(table: Json, path: string, seen: Seen): void {
  seen.tables += 1
  const columns = Array.isArray(table.columns) ? table.columns.filter(isObject) : []
  const rows = Array.isArray(table.rows) ? table.rows : []
  if (columns.length === 0 || columns.length > 50)
    throw new Refused(200621, `a table has 1 to 50 columns, path: ${path}`)
  const pageSize = table.page_size ?? 5
  if (typeof pageSize !== 'number' || pageSize < 1 || pageSize > 10)
    throw new Refused(200621, `page_size is 1 to 10, path: ${path}`)
  const names = new Set(columns.map(column => column.name))
  for (const row of rows) {
    if (!isObject(row)) throw new Refused(200914, `table rows is invalid, path: ${path}`)
    const stray = Object.keys(row).find(key => !names.has(key))
    if (stray !== undefined) throw new Refused(200915, `table row has no column ${stray}, path: ${path}`)
  }
}

function onlyKnown(node: Json, known: readonly string[], path: string): void {
  const stray = Object.keys(node).find(key => !known.includes(key))
  if (stray !== undefined) throw new Refused(200621, `unknown property, property: ${stray}, path: ${path}`)
}
