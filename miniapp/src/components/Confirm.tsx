import { View } from '@tarojs/components'
import { Button } from './Button.tsx'
import { Sheet } from './Sheet.tsx'

interface Props {
  readonly id: string
  readonly title: string
  readonly detail: string
  readonly yes: string
  readonly no: string
  readonly busy?: string | false
  onYes(): void
  onNo(): void
}

/** Asks before something that is not easily undone. */
export function Confirm({ id, title, detail, yes, no, busy = false, onYes, onNo }: Props) {
  return (
    <Sheet id={id} title={title} closeName={no} onClose={onNo}>
      <View className="sheet-text">{detail}</View>
      <Button id={`${id}-yes`} busy={busy} onPress={onYes}>
        {yes}
      </Button>
    </Sheet>
  )
}
