import { createDecipheriv, createHash, timingSafeEqual } from 'node:crypto'
import { serve } from '@hono/node-server'
import { Client } from '@larksuiteoapi/node-sdk'
import { Hono } from 'hono'

/**
 * The least a bot can do: verify, decrypt, echo through the same SDK, remember nothing. What the real one costs
 * beyond this is the price of its promises.
 */
const env = process.env
const key = env.FEISHU_ENCRYPT_KEY ?? ''
const client = new Client({
  appId: env.FEISHU_APP_ID ?? '',
  appSecret: env.FEISHU_APP_SECRET ?? '',
  domain: env.FEISHU_BASE_URL ?? '',
  logger: { error() {}, warn() {}, info() {}, debug() {}, trace() {} },
})
const sha = (text: string) => createHash('sha256').update(text)

interface MessageEvent {
  event: { sender: { sender_id: { open_id: string } }; message: { content: string } }
}

const app = new Hono()
app.post('/webhook/feishu', async c => {
  const raw = await c.req.text()
  const header = (name: string) => c.req.header(name) ?? ''
  const wanted = sha(header('x-lark-request-timestamp') + header('x-lark-request-nonce') + key + raw).digest()
  const given = Buffer.from(header('x-lark-signature'), 'hex')
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return c.json({}, 401)
  const sealed = Buffer.from((JSON.parse(raw) as { encrypt: string }).encrypt, 'base64')
  const decipher = createDecipheriv('aes-256-cbc', sha(key).digest(), sealed.subarray(0, 16))
  const plain = Buffer.concat([decipher.update(sealed.subarray(16)), decipher.final()]).toString('utf8')
  const { event } = JSON.parse(plain) as MessageEvent
  void client.im.v1.message
    .create({
      params: { receive_id_type: 'open_id' },
      data: { receive_id: event.sender.sender_id.open_id, msg_type: 'text', content: event.message.content },
    })
    .catch(error => console.error(String(error)))
  return c.json({})
})
app.get('/readyz', c => c.json({}))
serve({ fetch: app.fetch, port: Number(env.PORT), hostname: '127.0.0.1' })
