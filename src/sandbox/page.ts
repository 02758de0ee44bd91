import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { Hono } from 'hono'

const WEB = fileURLToPath(new URL('./web/', import.meta.url))

const HTML = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>倍增助手 · 演示沙盒</title>
<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='8' fill='%233370ff'/%3E%3Cpath d='M8 23V13h4v10zm6 0V9h4v14zm6 0V5h4v18z' fill='%23fff'/%3E%3C/svg%3E">
<link rel="stylesheet" href="/sandbox/assets/page.css">
</head>
<body>
<div id="app"></div>
<script type="module" src="/sandbox/assets/page.js"></script>
</body>
</html>`

/** Cards come from outside: even if markup slipped through, no foreign script or address would load. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** The page and what it loads, under `/sandbox`; bundled in memory when first asked for. */
export function page(): Hono {
  const app = new Hono()
  const bundle = once(bundlePage)
  const charts = once(() =>
    readFile(createRequire(import.meta.url).resolve('@visactor/vchart/build/index.min.js'), 'utf8'),
  )

  app.get('/', c => {
    c.header('content-security-policy', POLICY)
    c.header('cache-control', 'no-store')
    return c.html(HTML)
  })
  app.get('/assets/page.js', async () => asset((await bundle()).js, 'text/javascript'))
  app.get('/assets/page.css', async () => asset((await bundle()).css, 'text/css'))
  app.get('/assets/vchart.js', async () => asset(await charts(), 'text/javascript', 'max-age=86400'))
  return app
}

const asset = (text: string, type: string, cache = 'no-cache') =>
  new Response(text, { headers: { 'content-type': `${type}; charset=utf-8`, 'cache-control': cache } })

async function bundlePage(): Promise<{ js: string; css: string }> {
  const { build } = await import('esbuild')
  const result = await build({
    entryPoints: [`${WEB}main.tsx`],
    bundle: true,
    write: false,
    outdir: '/',
    format: 'esm',
    target: 'es2022',
    minify: true,
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'silent',
  })
  const ending = (suffix: string) => result.outputFiles.find(file => file.path.endsWith(suffix))?.text ?? ''
  return { js: ending('.js'), css: ending('.css') }
}

/** Runs a job when first asked, and gives the same answer ever after; a failure is tried again. */
function once<T>(job: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined
  return () => {
    running ??= job().catch((error: unknown) => {
      running = undefined
      throw error
    })
    return running
  }
}
