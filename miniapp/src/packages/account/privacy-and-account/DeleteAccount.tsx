import { View } from '@tarojs/components'
import { useState } from 'react'
import { deleteAccount } from '../../../api/account.ts'
import { rememberSignedOut } from '../../../api/signed-out.ts'
import { Button } from '../../../components/Button.tsx'
import { Card } from '../../../components/Card.tsx'
import { Failure } from '../../../components/Failure.tsx'
import { Field } from '../../../components/Field.tsx'
import { platform } from '../../../platform/index.ts'
import { useAct } from '../../../screen/use-act.ts'

/** 注销: opened on purpose, then the word typed by hand. */
export function DeleteAccount({ onDone }: { onDone(): void }) {
  const [open, setOpen] = useState(false)
  const [word, setWord] = useState('')
  const { act, busy, failure } = useAct()
  const leave = () =>
    void act(async () => {
      await deleteAccount(word.trim())
      platform.forgetSignIn()
      // A mini-program signs a stranger in by itself; a browser waits to be asked.
      if (platform.canSignOut) rememberSignedOut()
      onDone()
    })
  return (
    <Card title="注销">
      <View className="note">
        解除全部绑定，删除您的登录标识、手机号和给房屋起的名字。账单和缴费是财务凭证，按规定保存，只留编号。注销后不能恢复。
      </View>
      {open ? (
        <View className="form-part">
          <Field id="delete-word" name="请输入“注销”两个字" value={word} hint="注销" fault={null} maxLength={4} onChange={setWord} />
          {failure ? <Failure id="delete-failure" failure={failure} /> : null}
          <Button id="delete-account" busy={busy && '正在注销…'} disabled={word.trim() !== '注销'} onPress={leave}>
            注销，不再使用
          </Button>
          <Button id="keep-account" kind="quiet" onPress={() => setOpen(false)}>
            不注销
          </Button>
        </View>
      ) : (
        <Button id="open-delete" kind="quiet" onPress={() => setOpen(true)}>
          我要注销
        </Button>
      )}
    </Card>
  )
}
