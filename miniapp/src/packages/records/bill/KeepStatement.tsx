import { View } from '@tarojs/components'
import { useState } from 'react'
import type { Bill } from '../../../../../shared/contracts/billing.ts'
import { statementPath } from '../../../api/billing.ts'
import { Button } from '../../../components/Button.tsx'
import { Notice } from '../../../components/Notice.tsx'
import { platform } from '../../../platform/index.ts'
import { statementText } from './statement-text.ts'

const words = {
  saved: '缴费明细已开始下载，请在浏览器的下载里查看。',
  opened: '缴费明细已打开，可以从右上角的菜单转发或保存。',
  copied: '缴费明细已复制成文字，可以粘贴到备忘录或发给别人。',
  failed: '没有取到缴费明细，请稍后再试。',
} as const

/** 缴费明细 to take along: a workbook where one can be opened, else the same as text. */
export function KeepStatement({ bill }: { readonly bill: Bill }) {
  const [kept, setKept] = useState<keyof typeof words | null>(null)
  const [busy, setBusy] = useState(false)
  const { keepWorkbook } = platform
  const fileName = `缴费明细-${bill.householdNo}-${bill.seasonCode}`
  const keep = async () => {
    setBusy(true)
    setKept(
      keepWorkbook
        ? await keepWorkbook(statementPath(bill.householdNo, bill.seasonCode), `${fileName}.xlsx`)
        : await platform.keepText(`${fileName}.txt`, statementText(bill)),
    )
    setBusy(false)
  }
  return (
    <View>
      {kept ? <Notice id="statement-kept">{words[kept]}</Notice> : null}
      <Button id="keep-statement" kind="plain" busy={busy && '正在准备…'} onPress={() => void keep()}>
        {keepWorkbook ? '下载缴费明细' : '复制缴费明细'}
      </Button>
    </View>
  )
}
