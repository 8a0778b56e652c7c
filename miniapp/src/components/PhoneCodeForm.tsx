import { View } from '@tarojs/components'
import type { RequestFailure } from '../api/failure.ts'
import { usePhoneCode } from '../screen/use-phone-code.ts'
import { Button } from './Button.tsx'
import { Failure } from './Failure.tsx'
import { Field } from './Field.tsx'

interface Props {
  readonly submitName: string
  readonly submitBusy: string
  /** With the phone and its code; throws RequestFailure. */
  submit(proof: { readonly phone: string; readonly code: string }): Promise<void>
}

/** A phone number and the code that was sent to it. */
export function PhoneCodeForm({ submitName, submitBusy, submit }: Props) {
  const { form, faults, failure, busy, secondsLeft, change, sendCode, send } = usePhoneCode(submit)
  return (
    <View className="form-part">
      <Field
        id="phone"
        name="手机号"
        value={form.phone}
        hint="手机号码"
        fault={faults.phone ?? null}
        maxLength={11}
        digits
        onChange={(phone) => change({ phone })}
      />
      <Button id="send-code" kind="plain" disabled={secondsLeft > 0} busy={busy === 'code' && '正在发送…'} onPress={() => void sendCode()}>
        {secondsLeft > 0 ? `${secondsLeft} 秒后可以重发` : '获取验证码'}
      </Button>
      <Field
        id="code"
        name="验证码"
        value={form.code}
        hint="6 位数字"
        fault={faults.code ?? null}
        maxLength={6}
        digits
        onChange={(code) => change({ code })}
      />
      {secondsLeft > 0 ? (
        <View className="note" id="code-sent">
          验证码已发出，5 分钟内有效。没有收到？看看短信是不是被拦截了。
        </View>
      ) : null}
      {failure ? <Refusal failure={failure} /> : null}
      <Button id="send-proof" busy={busy === 'proof' && submitBusy} onPress={() => void send()}>
        {submitName}
      </Button>
    </View>
  )
}

function Refusal({ failure }: { readonly failure: RequestFailure }) {
  return <Failure id="phone-failure" failure={failure} />
}
