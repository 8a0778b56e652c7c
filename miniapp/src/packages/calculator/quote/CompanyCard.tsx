import { View } from '@tarojs/components'
import { useRef, useState } from 'react'
import { Button } from '../../../components/Button.tsx'
import { Card } from '../../../components/Card.tsx'
import { Field } from '../../../components/Field.tsx'

interface Props {
  readonly code: string
  /** Why the code that was tried led nowhere. */
  readonly fault: string | null
  onChoose(code: string): void
}

/** Whoever came without a link names the company. */
export function CompanyCard({ code, fault, onChoose }: Props) {
  const latest = useRef(code)
  const [typed, setTyped] = useState(code)
  const [missing, setMissing] = useState(false)
  const change = (value: string) => {
    latest.current = value
    setTyped(value)
    setMissing(false)
  }
  const send = () => {
    if (latest.current.trim() === '') setMissing(true)
    else onChoose(latest.current)
  }
  return (
    <Card id="choose-company" title="先选供热公司">
      <Field
        id="calculator-company"
        name="供热公司代码"
        value={typed}
        hint="见缴费单据"
        fault={missing ? '请填写供热公司代码' : fault}
        maxLength={32}
        onChange={change}
      />
      <Button id="find-prices" onPress={send}>
        看公布的热价
      </Button>
      <View className="note calculator-hint">从供热公司的公众号菜单或别人发来的链接进入，就不用填。</View>
    </Card>
  )
}
