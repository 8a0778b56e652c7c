import { View } from '@tarojs/components'
import { privacyVersion } from '../../../../../shared/access/privacy.ts'
import { Button } from '../../../components/Button.tsx'
import { Card } from '../../../components/Card.tsx'
import { Page } from '../../../components/Page.tsx'
import { goBack } from '../../../screen/routes.ts'
import { privacyText } from './text.ts'
import './index.scss'

export default function PrivacyPage() {
  return (
    <Page name="privacy">
      {privacyText.map(({ title, lines }) => (
        <Card key={title} title={title}>
          {lines.map((line) => (
            <View className="privacy-line" key={line}>
              {line}
            </View>
          ))}
        </Card>
      ))}
      <View className="note">{`版本 ${privacyVersion}`}</View>
      <Button id="privacy-back" kind="plain" onPress={goBack}>
        看完了，返回
      </Button>
    </Page>
  )
}
