import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../components/Button.tsx'
import { platform } from '../../../platform/index.ts'
import { type Calculation, linkOf } from './calculation-link.ts'
import { copyLink } from './copy-link.ts'

/** The same calculation for somebody else: a mini-program hands on the address of the H5 page, which needs no client. */
export function ShareLink({ calculation }: { readonly calculation: Calculation }) {
  const [said, setSaid] = useState<string | null>(null)
  const link = linkOf(process.env.TARO_ENV === 'h5' ? window.location.origin : platform.apiBase, calculation)
  const copy = async () => {
    setSaid((await copyLink(link)) ? '链接已经复制，可以发给别人。' : '没能自动复制，请长按下面的链接复制。')
  }
  return (
    <View>
      <Button id="share-calculation" kind="plain" onPress={() => void copy()}>
        复制链接，发给别人核对
      </Button>
      {said === null ? null : (
        <View className="note calculator-hint" id="share-said">
          <View>{said}</View>
          <View className="calculator-link" id="share-link">
            {link}
          </View>
        </View>
      )}
    </View>
  )
}
