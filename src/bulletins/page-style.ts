import { raw } from 'hono/html'

/** Reads on a phone, fills a sheet of A4 when printed; fonts are the reader's own. */
export const pageStyle = raw(`
:root { --ink: #1d2129; --soft: #5b6370; --line: #d9dde3; --red: #b3261e; --blue: #9db8dc; --deep: #1f5fae; }
* { box-sizing: border-box; }
body { margin: 0; background: #eef0f3; color: var(--ink); line-height: 1.75;
  font-family: "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif; }
main { max-width: 820px; margin: 24px auto; padding: 40px 56px 48px; background: #fff; }
header { border-bottom: 2px solid var(--red); margin-bottom: 24px; text-align: center; }
h1 { margin: 0; font-size: 26px; line-height: 1.4; text-wrap: balance;
  font-family: "FZXiaoBiaoSong-B05S", "Songti SC", "SimSun", "Noto Serif CJK SC", serif; }
h2 { margin: 28px 0 8px; font-size: 18px; }
p { margin: 8px 0; }
.date { color: var(--soft); }
.demo { display: inline-block; margin: 0 0 12px; padding: 0 12px; border: 1px solid var(--red); color: var(--red); font-size: 14px; }
.lead { font-size: 17px; text-indent: 2em; }
.numbers { display: grid; grid-template-columns: repeat(3, 1fr); gap: 1px; margin: 16px 0; background: var(--line); border: 1px solid var(--line); }
.numbers div { padding: 10px 14px; background: #fff; }
.numbers dt { color: var(--soft); font-size: 14px; }
.numbers dd { margin: 0; font-size: 26px; font-weight: 600; line-height: 1.3; font-variant-numeric: tabular-nums; }
.numbers small { margin-left: 4px; color: var(--soft); font-size: 13px; font-weight: 400; }
table { width: 100%; border-collapse: collapse; font-size: 15px; font-variant-numeric: tabular-nums; }
th, td { padding: 5px 8px; border-bottom: 1px solid var(--line); text-align: right; font-weight: 400; }
thead th { border-bottom: 2px solid var(--ink); color: var(--soft); font-size: 14px; vertical-align: bottom; }
th:first-child { text-align: left; white-space: nowrap; }
th:last-child, td:last-child { width: 34%; }
.barred { white-space: nowrap; }
.barred span { display: inline-block; min-width: 2em; }
svg { width: calc(100% - 2.6em); height: 12px; vertical-align: middle; }
svg .up50 { fill: var(--blue); } svg .doubled { fill: var(--deep); }
.key { color: var(--soft); font-size: 13px; text-align: right; }
.key i { display: inline-block; width: 12px; height: 12px; margin: 0 4px 0 14px; vertical-align: -1px; }
.key .up50 { background: var(--blue); } .key .doubled { background: var(--deep); }
.basis { margin-top: 32px; border-top: 1px solid var(--line); color: var(--soft); font-size: 14px; }
.basis h2 { margin-top: 12px; font-size: 15px; } .basis ol { margin: 0; padding-left: 1.6em; }
@media (max-width: 600px) {
  main { margin: 0; padding: 20px 16px 32px; }
  h1 { font-size: 21px; } .lead { font-size: 16px; text-indent: 0; }
  .numbers { grid-template-columns: repeat(2, 1fr); } .numbers dd { font-size: 22px; }
  th, td { padding: 5px 4px; font-size: 13px; } thead th { font-size: 12px; word-break: keep-all; }
  th:last-child, td:last-child { width: 30%; }
}
@media print {
  @page { size: A4; margin: 20mm; }
  body { background: #fff; } main { margin: 0; padding: 0; max-width: none; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  section, tr { break-inside: avoid; } section:has(table) { break-inside: auto; }
}
`)
