import { render } from 'preact'
import { App } from './app.tsx'
import './page.css'
import './chat.css'
import './card/card.css'
import './card/fields.css'

const root = document.getElementById('app')
if (root) render(<App />, root)
