import { expect, test } from 'vitest'
import { useDatabase } from '../support/database.ts'
import { operate } from '../support/host.ts'

const onDatabase = useDatabase()

test.each([
  [['say']],
  [['say', '--as']],
  [['say', '--as', 'x', '--nope', 'y']],
  [['import', 'planets', 'f.csv']],
  [['evaluate', 'R-NOPE']],
  [['evaluate', 'R-DBL', '--facts', '{"nope":1}']],
  [['evaluate', 'R-DBL', '--facts', 'x']],
  [['job', 'nope']],
  [['job', 'deadline-reminders', '--at', 'soon']],
  [['grant', '--platform', 'feishu', '--id', 'x', '--name', 'y', '--role', 'king']],
  [['act', '--as', 'x', 'no json']],
])('what is wrong is said in Chinese, with exit 2 and no trace: %j', args =>
  onDatabase(async db => {
    const { code, out, err } = await operate(db, args)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toMatch(/[\u4e00-\u9fff]/)
    expect(err).not.toMatch(/\n\s+at /)
  }),
)
