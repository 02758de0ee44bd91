/**
 * The properties Card JSON 2.0 knows, by tag. The platform refuses any other ("unknown property"), so a card that
 * passes here does not fail there for a misspelt or outlived name.
 */

const words = (text: string): string[] => text.split(' ')

const LAYOUT = words(
  'direction padding horizontal_spacing horizontal_align vertical_spacing vertical_align elements',
)
const PICK = words('type name required disabled placeholder width behaviors confirm')

/** What stands in an `elements` list. */
export const COMPONENTS: Record<string, string[] | 'any'> = {
  column_set: words('horizontal_spacing horizontal_align flex_mode background_style action columns'),
  form: ['name', ...LAYOUT],
  collapsible_panel: ['background_color', 'expanded', 'header', 'border', ...LAYOUT],
  interactive_container: [
    ...LAYOUT,
    ...words('width height background_style has_border border_color corner_radius behaviors confirm'),
    ...words('hover_tips disabled disabled_tips'),
  ],
  div: words('text icon width'),
  markdown: words('content i18n_content text_size text_align icon'),
  hr: [],
  img: words('img_key alt title scale_type size corner_radius transparent preview'),
  img_combination: 'any',
  person: 'any',
  person_list: 'any',
  audio: 'any',
  chart: words('chart_spec aspect_ratio color_theme preview height'),
  table: words('page_size row_height row_max_height freeze_first_column header_style columns rows'),
  button: words(
    'type size width text icon hover_tips disabled disabled_tips confirm behaviors name required form_action_type',
  ),
  input: words(
    'name required placeholder default_value disabled width max_length input_type show_icon rows auto_resize max_rows label label_position value behaviors confirm',
  ),
  select_static: [...PICK, 'initial_option', 'initial_index', 'options'],
  multi_select_static: [...PICK, 'selected_values', 'options'],
  select_person: [...PICK, 'initial_option', 'options'],
  multi_select_person: [...PICK, 'selected_values', 'options'],
  date_picker: [...PICK, 'initial_date', 'value'],
  picker_time: [...PICK, 'initial_time', 'value'],
  picker_datetime: [...PICK, 'initial_datetime', 'value'],
  checker: words(
    'name checked text overall_checkable button_area checked_style padding confirm behaviors hover_tips disabled disabled_tips',
  ),
  overflow: words('width options value confirm behaviors'),
  select_img: 'any',
}

/** Tagged things that stand inside a component. */
export const INLINE: Record<string, string[] | 'any'> = {
  column: ['width', 'weight', 'background_style', 'action', ...LAYOUT],
  plain_text: words('content i18n_content text_size text_color text_align lines'),
  lark_md: words('content i18n_content text_size text_color text_align lines'),
  markdown: words('content i18n_content text_size text_align icon'),
  text_tag: words('text color'),
  standard_icon: words('token color size'),
  custom_icon: words('img_key size'),
  button: 'any',
}

/** Untagged parts, by the property they stand under. */
export const PARTS: Record<string, string[]> = {
  confirm: words('title text'),
  border: words('color corner_radius'),
  header_style: words('text_align text_size background_style text_color bold lines'),
  'collapsible_panel.header': words(
    'title background_color vertical_align padding position width icon icon_position icon_expanded_angle',
  ),
  'table.columns': words(
    'name display_name width vertical_align horizontal_align data_type format date_format',
  ),
}

export const ROOT = words('schema config card_link header body')
export const CONFIG = words(
  'streaming_mode streaming_config summary locales enable_forward update_multi width_mode use_custom_translation enable_forward_interaction style',
)
export const HEADER = words('title subtitle text_tag_list i18n_text_tag_list template icon padding')
export const BODY = LAYOUT
export const TEMPLATES = words(
  'blue wathet turquoise green yellow orange red carmine violet purple indigo grey default',
)

/** Allowed on every component. */
export const COMMON = words('tag element_id margin fallback')

/** Components a person works with; in a form each needs a name of its own. */
export const INTERACTIVE = new Set(
  words(
    'button input select_static multi_select_static select_person multi_select_person date_picker picker_time picker_datetime checker select_img',
  ),
)
