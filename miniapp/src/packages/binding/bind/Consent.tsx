import { View } from '@tarojs/components'
import { Button } from '../../../components/Button.tsx'
import { Pressable } from '../../../components/Pressable.tsx'
import { goTo } from '../../../screen/routes.ts'

interface Props {
  readonly given: boolean
  readonly fault: string | null
  onChange(given: boolean): void
}

/** Never ticked beforehand; the text to agree to is one tap away. */
export function Consent({ given, fault, onChange }: Props) {
  return (
    <View className="field">
      <Pressable id="consent" className="consent" chosen={given} onPress={() => onChange(!given)}>
        <View className={`consent-box${given ? ' is-chosen' : ''}`} />
        <View className="consent-text">我已阅读并同意隐私说明</View>
      </Pressable>
      <Button id="read-privacy" kind="quiet" onPress={() => goTo('privacy')}>
        看隐私说明
      </Button>
      {fault === null ? null : (
        <View className="field-fault" id="consent-fault">
          {fault}
        </View>
      )}
    </View>
  )
}
