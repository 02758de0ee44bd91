import { strToU8, zipSync } from 'fflate'

/** A cell as the XML of a sheet has it, after its address. */
export type Made =
  | string
  | number
  | null
  /** A formula and the value it had when it was saved. */
  | { formula: string; value: string | number }
  /** Text in the sheet itself, in pieces of several fonts. */
  | { inline: readonly string[] }
  /** A number shown as a day, or as a percentage. */
  | { day: number }
  | { percent: number }

export interface MadeSheet {
  name: string
  rows: readonly (readonly Made[])[]
  /** `A1:F1`, as in Excel. */
  merges?: readonly string[]
  isHidden?: boolean
  /** Rows that are hidden, from 1. */
  hiddenRows?: readonly number[]
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships'

const inXml = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
const letters = (column: number): string =>
  (column >= 26 ? letters(Math.floor(column / 26) - 1) : '') + String.fromCharCode(65 + (column % 26))

/**
 * An xlsx as offices' programs write it and our own does not: shared strings with fonts and phonetics, merged cells that
 * hold their value once, formulas, styles for days and percentages, hidden rows and sheets. `prefix` is that of WPS and
 * other programs which write `<x:row>`.
 */
export function handmade(sheets: readonly MadeSheet[], prefix = ''): Uint8Array {
  const tag = prefix ? `${prefix}:` : ''
  const strings: string[] = []
  const shared = (text: string) => {
    const known = strings.indexOf(text)
    return known >= 0 ? known : strings.push(text) - 1
  }
  const cell = (made: Made, address: string): string => {
    if (made === null) return `<${tag}c r="${address}"/>`
    if (typeof made === 'string')
      return `<${tag}c r="${address}" t="s"><${tag}v>${shared(made)}</${tag}v></${tag}c>`
    if (typeof made === 'number') return `<${tag}c r="${address}"><${tag}v>${made}</${tag}v></${tag}c>`
    if ('day' in made) return `<${tag}c r="${address}" s="1"><${tag}v>${made.day}</${tag}v></${tag}c>`
    if ('percent' in made) return `<${tag}c r="${address}" s="2"><${tag}v>${made.percent}</${tag}v></${tag}c>`
    if ('inline' in made) {
      const runs = made.inline.map(
        text => `<${tag}r><${tag}t xml:space="preserve">${inXml(text)}</${tag}t></${tag}r>`,
      )
      return `<${tag}c r="${address}" t="inlineStr"><${tag}is>${runs.join('')}</${tag}is></${tag}c>`
    }
    const type = typeof made.value === 'string' ? ' t="str"' : ''
    return `<${tag}c r="${address}"${type}><${tag}f>${inXml(made.formula)}</${tag}f><${tag}v>${inXml(String(made.value))}</${tag}v></${tag}c>`
  }
  const sheetXml = ({ rows, merges = [], hiddenRows = [] }: MadeSheet) => {
    const body = rows
      .map((cells, i) => {
        const hidden = hiddenRows.includes(i + 1) ? ' hidden="1"' : ''
        const inside = cells.map((made, column) => cell(made, `${letters(column)}${i + 1}`)).join('')
        return `<${tag}row r="${i + 1}"${hidden} spans="1:20">${inside}</${tag}row>`
      })
      .join('')
    const merged = merges.map(ref => `<${tag}mergeCell ref="${ref}"/>`).join('')
    return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><${tag}worksheet xmlns${prefix && `:${prefix}`}="${MAIN}"><${tag}dimension ref="A1"/><${tag}sheetData>${body}</${tag}sheetData>${merged && `<${tag}mergeCells>${merged}</${tag}mergeCells>`}</${tag}worksheet>`
  }
  const parts = sheets.map((sheet, i) => [`xl/worksheets/sheet${i + 1}.xml`, sheetXml(sheet)] as const)
  const files: Record<string, string> = {
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}"><Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheets
      .map(
        ({ name, isHidden }, i) =>
          `<sheet name="${inXml(name)}" sheetId="${i + 1}"${isHidden ? ' state="hidden"' : ''} r:id="rId${i + 1}"/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}">${sheets
      .map(
        (_, i) =>
          `<Relationship Id="rId${i + 1}" Type="${OFFICE}/worksheet" Target="/xl/worksheets/sheet${i + 1}.xml"/>`,
      )
      .join(
        '',
      )}<Relationship Id="rs" Type="${OFFICE}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rt" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${MAIN}"><numFmts><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="176"/><xf numFmtId="10"/></cellXfs></styleSheet>`,
    ...Object.fromEntries(parts),
  }
  files['xl/sharedStrings.xml'] =
    `<sst xmlns="${MAIN}">${strings.map(text => `<si><r><t xml:space="preserve">${inXml(text.slice(0, 1))}</t></r><r><rPr><b/></rPr><t xml:space="preserve">${inXml(text.slice(1))}</t></r><phoneticPr fontId="1"/></si>`).join('')}</sst>`
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, xml]) => [name, strToU8(xml)])))
}
