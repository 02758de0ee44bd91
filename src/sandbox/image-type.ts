/** How the pictures begin that a page can show. */
const SIGNS: readonly [sign: readonly number[], type: string][] = [
  [[0xff, 0xd8, 0xff], 'image/jpeg'],
  [[0x89, 0x50, 0x4e, 0x47], 'image/png'],
  [[0x47, 0x49, 0x46, 0x38], 'image/gif'],
  [[0x52, 0x49, 0x46, 0x46], 'image/webp'],
]

/** What kind of picture it is; undefined for anything else. */
export function imageType(bytes: Uint8Array): string | undefined {
  return SIGNS.find(([sign]) => sign.every((byte, i) => bytes[i] === byte))?.[1]
}
