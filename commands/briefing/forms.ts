import type { Brief } from '../../src/briefing/brief.ts'
import { keepPage } from '../../src/briefing/link.ts'
import { briefWord } from '../../src/briefing/word.ts'
import { WORD_MIME } from '../../src/bulletins/serve.ts'
import { buttons, note, say } from '../../src/chat/card.ts'
import type { Context, Reply } from '../../src/chat/command.ts'
import { keepFile } from '../../src/chat/files.ts'
import { requirePerson } from '../../src/people/roles.ts'

/** Other than a card. */
export const FORMS = ['docx', 'page'] as const

/** A briefing as a Word file or behind a link, to whoever asked alone. */
export async function inForm(
  { db, now, speaker }: Context,
  brief: Brief,
  form: (typeof FORMS)[number],
): Promise<Reply> {
  const person = requirePerson(speaker)
  const caution = note('内部参阅，请勿转到企业群和外部群。')
  if (form === 'page') {
    const path = await keepPage(db, brief, person.id, now)
    return {
      card: say(
        brief.title,
        '网页版已做好，适合在手机上看，也能打印；链接3天内有效。',
        'good',
        buttons({ label: '打开网页版', style: 'primary', href: path }),
        caution,
      ),
      isPrivate: true,
    }
  }
  const bytes = await briefWord(brief, person.name)
  const file = await keepFile(db, { name: `${brief.title}.docx`, mime: WORD_MIME, bytes })
  return { card: say(brief.title, 'Word版已做好，见下一条消息。', 'good', caution), file, isPrivate: true }
}
