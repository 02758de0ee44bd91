import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { markdownToHtml } from '../../src/sandbox/web/card/markdown.ts'

const names = new Map([['ou_demo_land', '陆地 <局>']])
const html = (source: string) => markdownToHtml(source, names).trim()

describe("the platform's Markdown", () => {
  it.each([
    ['**粗** 与 *斜*', '<p><strong>粗</strong> 与 <em>斜</em></p>'],
    ["<font color='red'>降 <1%</font>", '<p><span class="ink-red">降 &lt;1%</span></p>'],
    ['<font color="red-600">深</font>', '<p><span class="ink-red">深</span></p>'],
    ['<font color="red\\" onclick=">x</font>', expect.not.stringContaining('<span')],
    ['请 <at id=ou_demo_land></at> 看', '<p>请 <span class="mention">@陆地 &lt;局&gt;</span> 看</p>'],
    ['<at id=all></at>', '<p><span class="mention">@所有人</span></p>'],
    [
      "<text_tag color='green'>已 &amp; 办</text_tag>",
      '<p><span class="tag tag-green">已 &amp; 办</span></p>',
    ],
    ['一<br>二<br/>三', '<p>一<br>二<br>三</p>'],
    ['一\n二', '<p>一<br>\n二</p>'],
    ['&lt;font color=red&gt;不是标签', '<p>&lt;font color=red&gt;不是标签</p>'],
    ['&#42;&#42;不粗&#42;&#42;', '<p>**不粗**</p>'],
    ['<script>alert(1)</script>', '<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>'],
    ['[点](javascript:alert(1))', expect.not.stringContaining('<a')],
    ["<a href='javascript:alert(1)'>点</a>", '<p><a>点</a></p>'],
    ['![图](https://example.com/x.png)', '<p><span class="md-image">图片</span></p>'],
  ])('%s', (source, expected) => {
    expect(html(source)).toEqual(expected)
  })

  it('never lets through an element or an attribute that is not its own', () => {
    const piece = fc.constantFrom(
      ...[
        '<',
        '>',
        '"',
        "'",
        '=',
        '/',
        ' ',
        '&lt;',
        '&#60;',
        '\\',
        '`',
        '**',
        '\n',
        '[',
        '](',
        ')',
        '!',
        'javascript:',
      ],
      ...[
        '<font color=',
        '<at id=',
        '<a href=',
        '<text_tag color=',
        '</text_tag>',
        '</font>',
        '<script',
        'onerror',
        'src',
        'red',
      ],
    )
    const ours =
      /^<\/?(p|br|span|strong|em|a|code|pre|ul|ol|li|hr|blockquote|h[1-6])( (class|href|target|rel|start)="[^"<>]*")*>$/
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), pieces => {
        const out = html(pieces.join(''))
        for (const tag of out.match(/<[^>]*>?/g) ?? []) expect(tag).toMatch(ours)
        expect(out).not.toMatch(/href="(?!"|https?:|mailto:|tel:)/i)
      }),
      { numRuns: 2000 },
    )
  })
})
