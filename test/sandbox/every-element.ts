const plain = (content: string) => ({ tag: 'plain_text', content })
const options = (...labels: string[]) => labels.map(label => ({ text: plain(label), value: label }))
const column = (weight: number, ...elements: unknown[]) => ({
  tag: 'column',
  width: 'weighted',
  weight,
  elements,
})
const callback = (value: Record<string, unknown>) => [{ type: 'callback', value }]
const months = ['7月', '8月', '9月', '10月']

/** A card with one of everything, as a busy day of the office might look. */
export function everyElement() {
  return {
    schema: '2.0',
    config: { update_multi: true, summary: { content: '金杯电工 倍增进度' } },
    header: {
      title: plain('金杯电工（衡阳）有限公司'),
      subtitle: plain('倍增进度 · 2023年1—10月'),
      template: 'blue',
      text_tag_list: [
        { tag: 'text_tag', text: plain('演示数据'), color: 'orange' },
        { tag: 'text_tag', text: plain('输变电'), color: 'blue' },
      ],
    },
    body: {
      elements: [
        {
          tag: 'markdown',
          content:
            '产值 **12.4亿元**，同比 <font color="green">+18.2%</font>；税金 <font color=red>-3.1%</font>，<text_tag color=\'neutral\'>在库</text_tag><br>请 <at id=ou_demo_land></at> 关注，详见 [办事指南](https://example.com/guide)。\n\n- 第一条 &#42;不是斜体&#42;\n- 第二条 `代码` <b>不是粗体</b><script>window.broken = true</script>',
        },
        {
          tag: 'column_set',
          flex_mode: 'stretch',
          horizontal_spacing: '8px',
          columns: [
            column(1, {
              tag: 'markdown',
              content: '<font color="grey">统一社会信用代码</font>\n91430400MA4L1D2X3Y',
            }),
            column(1, { tag: 'markdown', content: '<font color="grey">所属区域</font>\n雁峰区' }),
          ],
        },
        {
          tag: 'div',
          text: {
            ...plain('数据截至 2023-10-31，来源：统计局联网直报'),
            text_size: 'notation',
            text_color: 'grey',
          },
        },
        { tag: 'hr' },
        {
          tag: 'table',
          page_size: 3,
          header_style: { bold: true, background_style: 'grey', lines: 1 },
          columns: [
            { name: 'month', display_name: '月份', data_type: 'text', width: 'auto' },
            {
              name: 'output',
              display_name: '产值（万元）',
              data_type: 'number',
              horizontal_align: 'right',
              format: { precision: 1, separator: true },
            },
            { name: 'state', display_name: '状态', data_type: 'options' },
            { name: 'note', display_name: '说明', data_type: 'lark_md' },
          ],
          rows: months.map((month, index) => ({
            month,
            output: 10_234.5 + index * 1_000,
            state: [{ text: index === 2 ? '偏低' : '正常', color: index === 2 ? 'red' : 'green' }],
            note: index === 2 ? '**停电** 3 天' : '—',
          })),
        },
        {
          tag: 'chart',
          aspect_ratio: '16:9',
          chart_spec: {
            type: 'bar',
            title: { text: '月度产值（万元）' },
            data: { values: months.map((month, index) => ({ month, value: 10_234.5 + index * 1_000 })) },
            xField: 'month',
            yField: 'value',
          },
        },
        {
          tag: 'form',
          name: 'report',
          elements: [
            {
              tag: 'input',
              name: 'title',
              required: true,
              max_length: 50,
              label: plain('诉求标题'),
              placeholder: plain('一句话说明'),
            },
            {
              tag: 'input',
              name: 'detail',
              input_type: 'multiline_text',
              rows: 3,
              label: plain('详细情况'),
              default_value: '本月第三次停电',
            },
            { tag: 'markdown', content: '**类别**' },
            {
              tag: 'select_static',
              name: 'category',
              required: true,
              initial_option: '用电',
              placeholder: plain('请选择'),
              options: options('用电', '用地', '用工', '融资'),
            },
            {
              tag: 'multi_select_static',
              name: 'units',
              placeholder: plain('涉及单位'),
              selected_values: ['供电公司'],
              options: options('供电公司', '园区', '工信局'),
            },
            { tag: 'date_picker', name: 'since', placeholder: plain('发生日期'), initial_date: '2023-11-13' },
            { tag: 'picker_time', name: 'time', placeholder: plain('发生时间'), initial_time: '09:30' },
            { tag: 'picker_datetime', name: 'until', placeholder: plain('期望解决时间') },
            {
              tag: 'select_person',
              name: 'liaison',
              placeholder: plain('联络员'),
              options: [{ value: 'ou_demo_land' }],
            },
            { tag: 'checker', name: 'urgent', checked: false, text: plain('需要加急') },
            {
              tag: 'column_set',
              columns: [
                {
                  tag: 'column',
                  width: 'auto',
                  elements: [
                    {
                      tag: 'button',
                      name: 'submit',
                      type: 'primary_filled',
                      text: plain('提交'),
                      form_action_type: 'submit',
                      behaviors: callback({ command: 'report', intent: 'submit' }),
                    },
                  ],
                },
                {
                  tag: 'column',
                  width: 'auto',
                  elements: [
                    { tag: 'button', name: 'reset', text: plain('重填'), form_action_type: 'reset' },
                  ],
                },
              ],
            },
          ],
        },
        {
          tag: 'column_set',
          flex_mode: 'flow',
          columns: [
            {
              tag: 'column',
              width: 'auto',
              elements: [
                {
                  tag: 'button',
                  type: 'primary',
                  text: plain('签收'),
                  behaviors: callback({ command: 'case', intent: 'sign' }),
                  confirm: { title: plain('确认签收'), text: plain('签收后开始计算办理时限。') },
                },
              ],
            },
            {
              tag: 'column',
              width: 'auto',
              elements: [
                {
                  tag: 'button',
                  type: 'danger',
                  text: plain('退回'),
                  behaviors: callback({ command: 'case', intent: 'return' }),
                },
              ],
            },
            {
              tag: 'column',
              width: 'auto',
              elements: [
                { tag: 'button', text: plain('已办结'), disabled: true, disabled_tips: plain('先签收') },
              ],
            },
            {
              tag: 'column',
              width: 'auto',
              elements: [
                {
                  tag: 'button',
                  type: 'text',
                  text: plain('查看原文'),
                  behaviors: [{ type: 'open_url', default_url: 'https://example.com/doc' }],
                },
              ],
            },
          ],
        },
        {
          tag: 'select_static',
          placeholder: plain('换一个月份'),
          options: options(...months),
          behaviors: callback({ command: 'figures' }),
        },
        {
          tag: 'collapsible_panel',
          expanded: false,
          header: { title: plain('口径与来源') },
          border: { color: 'grey', corner_radius: '5px' },
          elements: [{ tag: 'markdown', content: '依据 **衡政办发〔2023〕12号** 第三条' }],
        },
        { tag: 'img', img_key: 'img_v3_demo', alt: plain('厂区照片') },
        { tag: 'person_list', persons: [{ id: 'ou_demo_land' }] },
      ],
    },
  }
}
