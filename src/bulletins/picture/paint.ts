import { initWasm, Resvg } from '@resvg/resvg-wasm'

/** What painting needs besides code: the renderer as WebAssembly, and a font that has Chinese. */
export interface PaintBox {
  wasm: WebAssembly.Module | ArrayBuffer | Uint8Array
  /** Noto Sans SC, 简体中文常用字, regular (SIL Open Font License, beside it). */
  font: ArrayBuffer | Uint8Array
}

/** Makes a picture (PNG) of an SVG. */
export type Painter = (svg: string) => Promise<Uint8Array>

/** A process loads the renderer once, whoever asks first. */
let ready: Promise<void> | null = null

/** Paints with what `load` brings; nothing is loaded before the first picture. */
export function createPainter(load: () => Promise<PaintBox>): Painter {
  let box: Promise<PaintBox> | null = null
  return async svg => {
    box ??= load()
    const { wasm, font } = await box
    ready ??= initWasm(wasm instanceof Uint8Array ? wasm.slice().buffer : wasm)
    await ready
    const drawing = new Resvg(svg, {
      font: {
        fontBuffers: [new Uint8Array(font)],
        defaultFontFamily: 'Noto Sans SC',
        loadSystemFonts: false,
      },
    })
    const image = drawing.render()
    const png = image.asPng()
    image.free()
    drawing.free()
    return png
  }
}
