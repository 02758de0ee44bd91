import { Inflate } from 'fflate'

/** An entry of a zip file; `open` unpacks it piece by piece, anew each time. */
export interface ZipEntry {
  name: string
  open(): Generator<Uint8Array>
}

/** Compressed bytes unpacked at a time; what comes of them is held in memory at once. */
const PIECE = 16 * 1024
const ENTRY = 0x02014b50
const END = 0x06054b50
const END_64 = 0x06064b50
const LOCATOR_64 = 0x07064b50

/** The entries of a zip file by its directory at the end; throws when it is damaged. */
export function readZip(bytes: Uint8Array): Map<string, ZipEntry> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const entries = new Map<string, ZipEntry>()
  let { at, count } = directoryOf(view)
  for (; count > 0; count--) {
    if (view.getUint32(at, true) !== ENTRY) throw new Error('no entry where the directory says')
    const method = view.getUint16(at + 10, true)
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map(i => view.getUint16(at + i, true)) as [
      number,
      number,
      number,
    ]
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength))
    const { packed, offset } = placeOf(view, at, at + 46 + nameLength, extraLength)
    entries.set(name.replaceAll('\\', '/'), {
      name,
      *open() {
        // The local header may have other extra fields than the directory.
        const from = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true)
        yield* unpack(bytes.subarray(from, from + packed), method)
      },
    })
    at += 46 + nameLength + extraLength + commentLength
  }
  return entries
}

/** Where the directory begins and how many entries it has. */
function directoryOf(view: DataView): { at: number; count: number } {
  let end = view.byteLength - 22
  while (end >= 0 && view.getUint32(end, true) !== END) end--
  if (end < 0) throw new Error('no end of the directory')
  const at = view.getUint32(end + 16, true)
  const count = view.getUint16(end + 10, true)
  if ((at !== 0xffffffff && count !== 0xffff) || view.getUint32(end - 20, true) !== LOCATOR_64)
    return { at, count }
  const end64 = Number(view.getBigUint64(end - 12, true))
  if (view.getUint32(end64, true) !== END_64) throw new Error('no end of the large directory')
  return {
    at: Number(view.getBigUint64(end64 + 48, true)),
    count: Number(view.getBigUint64(end64 + 32, true)),
  }
}

/** How many bytes an entry has and where it begins; of large ones it stands in an extra field. */
function placeOf(view: DataView, at: number, extra: number, length: number) {
  const unpacked = view.getUint32(at + 24, true)
  let packed = view.getUint32(at + 20, true)
  let offset = view.getUint32(at + 42, true)
  for (let field = extra; field < extra + length; field += 4 + view.getUint16(field + 2, true)) {
    if (view.getUint16(field, true) !== 1) continue
    let next = field + 4 + (unpacked === 0xffffffff ? 8 : 0)
    if (packed === 0xffffffff) {
      packed = Number(view.getBigUint64(next, true))
      next += 8
    }
    if (offset === 0xffffffff) offset = Number(view.getBigUint64(next, true))
  }
  return { packed, offset }
}

function* unpack(packed: Uint8Array, method: number): Generator<Uint8Array> {
  if (method === 0) {
    yield packed
    return
  }
  if (method !== 8) throw new Error(`unknown compression ${method}`)
  let ready: Uint8Array[] = []
  const inflate = new Inflate(piece => ready.push(piece))
  for (let from = 0; from < packed.length; from += PIECE) {
    const to = from + PIECE
    inflate.push(packed.subarray(from, to), to >= packed.length)
    yield* ready
    ready = []
  }
}
