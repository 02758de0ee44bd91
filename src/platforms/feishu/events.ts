import { z } from 'zod'

/** The parts of the platform's JSON that are used; everything else passes unread. */

export const urlCheck = z.object({
  type: z.literal('url_verification'),
  challenge: z.string().max(1000),
  token: z.string(),
})

export const envelope = z.object({
  schema: z.literal('2.0'),
  header: z.object({
    event_id: z.string().min(1).max(200),
    event_type: z.string(),
    token: z.string().default(''),
    app_id: z.string(),
  }),
  event: z.unknown(),
})

const mention = z.object({
  key: z.string(),
  id: z.object({ open_id: z.string().nullish() }).nullish(),
  name: z.string().default(''),
})
export type Mention = z.infer<typeof mention>

export const messageEvent = z.object({
  sender: z.object({
    sender_id: z.object({ open_id: z.string().min(1) }).nullish(),
    sender_type: z.string().default('user'),
  }),
  message: z.object({
    message_id: z.string().min(1).max(200),
    root_id: z.string().nullish(),
    parent_id: z.string().nullish(),
    create_time: z.string().default(''),
    chat_id: z.string().min(1),
    thread_id: z.string().nullish(),
    chat_type: z.string(),
    message_type: z.string(),
    content: z.string().default('{}'),
    mentions: z.array(mention).nullish(),
  }),
})
export type MessageEvent = z.infer<typeof messageEvent>

export const clickEvent = z.object({
  operator: z.object({ open_id: z.string().min(1) }),
  action: z.object({
    value: z.unknown(),
    name: z.string().nullish(),
    form_value: z.record(z.string(), z.unknown()).nullish(),
  }),
  context: z.object({ open_message_id: z.string().default(''), open_chat_id: z.string().default('') }),
})
export type ClickEvent = z.infer<typeof clickEvent>

export const recallEvent = z.object({
  message_id: z.string().min(1).max(200),
  chat_id: z.string().min(1),
  recall_type: z.string().default(''),
})

const span = z.object({
  tag: z.string(),
  text: z.string().optional(),
  user_id: z.string().optional(),
  image_key: z.string().max(300).optional(),
})

export const textContent = z.object({ text: z.string() })
export const postContent = z.object({
  title: z.string().default(''),
  content: z.array(z.array(span)).default([]),
})

/** What image, file and video messages say of their content. */
export const fileContent = z.object({
  image_key: z.string().min(1).max(300).optional(),
  file_key: z.string().min(1).max(300).optional(),
  file_name: z.string().max(300).optional(),
})
