import { View } from '@tarojs/components'
import { useState } from 'react'
import { exportMyData } from '../../../api/residents.ts'
import { Button } from '../../../components/Button.tsx'
import { Card } from '../../../components/Card.tsx'
import { Notice } from '../../../components/Notice.tsx'
import { Page } from '../../../components/Page.tsx'
import { Resourceful } from '../../../components/Resourceful.tsx'
import { Row } from '../../../components/Row.tsx'
import { platform } from '../../../platform/index.ts'
import { useResource } from '../../../screen/use-resource.ts'
import { minuteOf } from '../../../screen/words.ts'

const words = {
  saved: '已存为文件，请在浏览器的下载里查看。',
  copied: '全部内容已复制，可以粘贴到备忘录或发给自己保存。',
  failed: '没有存下来，请稍后再试。',
} as const

/** What is kept about the person, theirs to take away. */
export default function MyDataPage() {
  const { resource, reload } = useResource(exportMyData)
  const [kept, setKept] = useState<keyof typeof words | null>(null)
  return (
    <Page name="my-data">
      <Resourceful resource={resource} reload={reload}>
        {(data) => (
          <View>
            <Card title="系统里关于您的数据">
              <Row name="生成时间">{minuteOf(data.madeAt)}</Row>
              <Row name="首次使用">{minuteOf(data.since)}</Row>
              <Row name="登录身份">{`${data.identities.length} 个`}</Row>
              <Row name="绑定过的房屋">{`${data.homes.length} 处`}</Row>
              <Row name="支付单">{`${data.orders.length} 张`}</Row>
              <Row name="缴费">{`${data.payments.length} 笔`}</Row>
            </Card>
            <View className="note">内容含您的登录标识和缴费明细，请妥善保管。每次导出都会留下记录。</View>
            {kept ? <Notice id="my-data-kept">{words[kept]}</Notice> : null}
            <Button
              id="keep-my-data"
              onPress={async () => setKept(await platform.keepText('暖账-我的数据.json', JSON.stringify(data, null, 2)))}
            >
              保存全部内容
            </Button>
          </View>
        )}
      </Resourceful>
    </Page>
  )
}
