/** The platform's colour names; each has classes in card.css. */
export const COLOUR_NAMES: ReadonlySet<string> = new Set([
  ...[
    'blue',
    'wathet',
    'turquoise',
    'green',
    'lime',
    'yellow',
    'orange',
    'red',
    'carmine',
    'violet',
    'purple',
  ],
  ...['indigo', 'grey', 'neutral', 'default'],
])
