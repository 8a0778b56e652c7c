import { View } from '@tarojs/components'
import { useState } from 'react'
import { Choice } from '../../../components/Choice.tsx'
import { Field } from '../../../components/Field.tsx'

/** So many names can be looked over; of more, those that contain what is typed. */
const most = 12

interface Props {
  readonly id: string
  readonly name: string
  readonly names: readonly string[]
  readonly chosen: string
  onChoose(name: string): void
}

/** One of many names. */
export function PickName({ id, name, names, chosen, onChoose }: Props) {
  const [part, setPart] = useState('')
  const shown = names.filter((each) => each.includes(part.trim())).slice(0, most)
  return (
    <View>
      {names.length > most ? (
        <Field
          id={`${id}-part`}
          name={`${name}（共 ${names.length} 个）`}
          value={part}
          hint="输入几个字查找"
          fault={null}
          maxLength={32}
          onChange={setPart}
        />
      ) : null}
      <Choice
        id={id}
        name={name}
        value={String(shown.indexOf(chosen) + 1)}
        options={shown.map((each, index) => ({ value: String(index + 1), name: each }))}
        onChoose={(number) => onChoose(shown[Number(number) - 1] ?? '')}
      />
    </View>
  )
}
