import { Pressable } from './Pressable.tsx'

interface Props {
  readonly id: string
  readonly children: string
  /** main: the one thing to do here. plain: another way. quiet: a link in text. */
  readonly kind?: 'main' | 'plain' | 'quiet'
  readonly disabled?: boolean
  /** Work is under way: says so and takes no second tap. */
  readonly busy?: string | false
  onPress(): void
}

export function Button({ id, children, kind = 'main', disabled = false, busy = false, onPress }: Props) {
  return (
    <Pressable id={id} className={`button button-${kind}`} disabled={disabled || busy !== false} onPress={onPress}>
      {busy === false ? children : busy}
    </Pressable>
  )
}
