import { Input, View } from '@tarojs/components'

interface Props {
  readonly id: string
  readonly name: string
  readonly value: string
  readonly hint: string
  readonly fault: string | null
  readonly maxLength: number
  readonly digits?: boolean
  /** A number with a point. */
  readonly decimal?: boolean
  onChange(value: string): void
}

/** One line of text with its name above and its fault below. */
export function Field({ id, name, value, hint, fault, maxLength, digits = false, decimal = false, onChange }: Props) {
  return (
    <View className="field">
      {process.env.TARO_ENV === 'h5' ? (
        <>
          <label className="field-name" htmlFor={id}>
            {name}
          </label>
          <input
            id={id}
            className="field-input"
            value={value}
            placeholder={hint}
            maxLength={maxLength}
            inputMode={decimal ? 'decimal' : digits ? 'numeric' : 'text'}
            autoComplete="off"
            aria-invalid={fault !== null}
            onChange={(event) => onChange(event.target.value)}
          />
        </>
      ) : (
        <>
          <View className="field-name">{name}</View>
          <Input
            id={id}
            className="field-input"
            value={value}
            placeholder={hint}
            placeholderClass="field-hint"
            maxlength={maxLength}
            type={decimal ? 'digit' : digits ? 'number' : 'text'}
            onInput={(event) => onChange(event.detail.value)}
          />
        </>
      )}
      {fault === null ? null : (
        <View className="field-fault" id={`${id}-fault`}>
          {fault}
        </View>
      )}
    </View>
  )
}
