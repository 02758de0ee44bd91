import { raw } from 'hono/html'

/** Reads on a phone, fills sheets of A4 when printed; fonts are the reader's own. */
export const pageStyle = raw(`
:root { color-scheme: light dark; --ink: #1d2129; --soft: #5b6370; --line: #d9dde3; --red: #b3261e; --deep: #1f5fae; --paper: #fff; --desk: #eef0f3; --mark: #9db4d3; --faint: #d6dfec; }
@media screen and (prefers-color-scheme: dark) {
  :root { --ink: #e3e6eb; --soft: #a0a8b5; --line: #383e48; --red: #ff8a80; --deep: #8ab4f8; --paper: #1b1e23; --desk: #101215; --mark: #56709a; --faint: #3a4556; }
  figure svg text { fill: var(--ink); }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--desk); color: var(--ink); line-height: 1.75; -webkit-text-size-adjust: 100%;
  font-family: "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif; }
main { max-width: 860px; margin: 24px auto; padding: 40px 56px 48px; background: var(--paper); }
header { border-bottom: 2px solid var(--red); margin-bottom: 24px; padding-bottom: 8px; text-align: center; }
h1 { margin: 0; font-size: 27px; line-height: 1.45; text-wrap: balance;
  font-family: "FZXiaoBiaoSong-B05S", "Songti SC", "SimSun", "Noto Serif CJK SC", serif; }
h2 { margin: 30px 0 8px; font-size: 19px; }
h3 { margin: 18px 0 4px; font-size: 15px; font-weight: 600; }
p { margin: 8px 0; }
.date { margin: 6px 0 0; color: var(--soft); }
.mark { display: inline-block; margin: 0 4px 12px; padding: 0 12px; border: 1px solid var(--red); color: var(--red); font-size: 14px; }
.lead { font-size: 18px; }
.body p { text-indent: 2em; }
a.fact { color: inherit; text-decoration: underline; text-decoration-color: var(--mark); text-decoration-thickness: 1px; text-underline-offset: 3px; white-space: nowrap; }
a.fact:hover, a.fact:focus { color: var(--deep); }
.draft .said { color: var(--deep); }
.numbers { display: grid; grid-template-columns: repeat(3, 1fr); gap: 1px; margin: 16px 0; background: var(--line); border: 1px solid var(--line); }
.numbers div { padding: 10px 14px; background: var(--paper); }
.numbers dt { color: var(--soft); font-size: 14px; }
.numbers dd { margin: 0; font-size: 26px; font-weight: 600; line-height: 1.3; font-variant-numeric: tabular-nums; }
.numbers small { margin-left: 6px; color: var(--soft); font-size: 13px; font-weight: 400; }
.numbers a.fact { text-decoration-color: transparent; }
table { width: 100%; border-collapse: collapse; font-size: 15px; font-variant-numeric: tabular-nums; }
th, td { padding: 5px 8px; border-bottom: 1px solid var(--line); text-align: right; font-weight: 400; }
thead th { border-bottom: 2px solid var(--ink); color: var(--soft); font-size: 13px; line-height: 1.35; vertical-align: bottom; }
.left { text-align: left; }
tbody .left { white-space: nowrap; } .long td.left { white-space: normal; }
tbody a.fact { text-decoration-color: var(--faint); }
figure { margin: 20px 0; break-inside: avoid; }
figcaption { margin-bottom: 4px; font-size: 14px; color: var(--soft); }
figure svg { display: block; width: 100%; max-width: 640px; height: auto; }
.names { font-size: 14px; color: var(--soft); }
.names b { color: var(--ink); font-weight: 600; }
.basis { margin-top: 32px; border-top: 1px solid var(--line); color: var(--soft); font-size: 14px; }
.basis h2 { margin-top: 12px; font-size: 15px; } .basis ol { margin: 0; padding-left: 1.6em; }
.others { display: flex; flex-wrap: wrap; gap: 8px 20px; margin-top: 24px; font-size: 15px; }
.others a { color: var(--deep); }
@media (max-width: 600px) {
  main { margin: 0; padding: 20px 16px 32px; }
  h1 { font-size: 21px; } .lead { font-size: 16px; }
  .numbers { grid-template-columns: repeat(2, 1fr); } .numbers dd { font-size: 22px; } .numbers div { padding: 8px 10px; }
  th, td { padding: 6px 3px; font-size: 13px; } thead th { font-size: 12px; }
}
@media print {
  @page { size: A4; margin: 20mm; }
  body { background: #fff; } figure svg { max-width: 440px; } main { margin: 0; padding: 0; max-width: none; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  h2, h3 { break-after: avoid; } tr { break-inside: avoid; }
  a.fact { text-decoration: none; } .others { display: none; }
}
`)

/** One sheet of A4, also on the screen. */
export const oneSheetStyle = raw(`
.sheet { max-width: 210mm; padding: 12mm 14mm; line-height: 1.5; font-size: 13px; }
.sheet h1 { font-size: 20px; } .sheet header { margin-bottom: 8px; padding-bottom: 4px; }
.sheet h2 { margin: 10px 0 2px; font-size: 15px; color: var(--red); } .sheet p { margin: 3px 0; }
.sheet .lead { font-size: 14px; } .sheet .date { margin: 0; font-size: 12px; }
.sheet .numbers { margin: 8px 0; grid-template-columns: repeat(6, 1fr); } .sheet .numbers div { padding: 4px 8px; }
.sheet .numbers dd { font-size: 19px; } .sheet .numbers dt, .sheet .numbers small { font-size: 11px; } .sheet .numbers small { display: block; margin: 0; }
.sheet table { font-size: 12px; } .sheet th, .sheet td { padding: 1.5px 4px; font-size: 12px; }
.sheet .pair { display: grid; grid-template-columns: 1fr 1fr; gap: 0 18px; align-items: start; }
.sheet .basis { margin-top: 8px; font-size: 11px; } .sheet .basis h2 { display: none; }
@media (max-width: 600px) { .sheet { padding: 16px; font-size: 14px; } .sheet .numbers { grid-template-columns: repeat(3, 1fr); } .sheet .pair { grid-template-columns: 1fr; } }
@media print { @page { size: A4; margin: 12mm 14mm; } .sheet { padding: 0; } }
`)
