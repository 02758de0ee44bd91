import { strToU8, Zip, ZipDeflate } from 'fflate'

/** As many rows as Excel holds in one sheet. */
const MOST_ROWS = 1_048_576

/** An xlsx of plain rows, the heading again on each sheet, written piece by piece; the last column but one is a number. */
export function workbookOf(rows: Iterable<string[]>, numberAt: number): Uint8Array {
  const pieces: Uint8Array[] = []
  const zip = new Zip((_, piece) => pieces.push(piece))
  const add = (name: string) => {
    const file = new ZipDeflate(name, { level: 6 })
    zip.add(file)
    return (text: string, isLast = false) => file.push(strToU8(text), isLast)
  }
  let heading: string[] | null = null
  let sheets = 0
  let number = 0
  let write = (_: string, __?: boolean) => {}
  let held = ''
  const cell = (value: string, i: number, isData: boolean) =>
    isData && i === numberAt ? `<c><v>${value}</v></c>` : `<c t="inlineStr"><is><t>${value}</t></is></c>`
  const rowXml = (cells: string[], isData: boolean) =>
    `<row r="${++number}">${cells.map((value, i) => cell(value, i, isData)).join('')}</row>`
  const close = () => write(`${held}</sheetData></worksheet>`, true)
  for (const cells of rows) {
    if (number === 0 || number === MOST_ROWS) {
      if (sheets > 0) close()
      heading ??= cells
      write = add(`xl/worksheets/sheet${++sheets}.xml`)
      number = 0
      held = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
      held += rowXml(heading, false)
      if (cells === heading) continue
    }
    held += rowXml(cells, true)
    if (held.length > 1_000_000) {
      write(held)
      held = ''
    }
  }
  close()
  const each = (body: (n: number) => string) => Array.from({ length: sheets }, (_, i) => body(i + 1)).join('')
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const packaged = 'http://schemas.openxmlformats.org/package/2006/relationships'
  add('xl/workbook.xml')(
    `<workbook xmlns:r="${relations}"><sheets>${each(n => `<sheet name="表${n}" sheetId="${n}" r:id="rId${n}"/>`)}</sheets></workbook>`,
    true,
  )
  add('xl/_rels/workbook.xml.rels')(
    `<Relationships xmlns="${packaged}">${each(n => `<Relationship Id="rId${n}" Type="${relations}/worksheet" Target="worksheets/sheet${n}.xml"/>`)}</Relationships>`,
    true,
  )
  add('_rels/.rels')(
    `<Relationships xmlns="${packaged}"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    true,
  )
  zip.end()
  return Buffer.concat(pieces)
}
