import { View } from '@tarojs/components'
import { useState } from 'react'
import type { PlaceQuery } from '../../../../../shared/contracts/residents.ts'
import { listPlaces, lookUpPlace } from '../../../api/residents.ts'
import { Button } from '../../../components/Button.tsx'
import { Failure } from '../../../components/Failure.tsx'
import { Field } from '../../../components/Field.tsx'
import { Notice } from '../../../components/Notice.tsx'
import { useAct } from '../../../screen/use-act.ts'
import { companyOf, placeOf } from './binding-form.ts'
import { PickName } from './PickName.tsx'
import type { Binding } from './use-binding.ts'

type Names = { readonly communities?: readonly string[]; readonly buildings?: readonly string[]; readonly entrances?: readonly string[] }

/** Community, building, entrance, room; then the holder's name with its middle hidden. Nobody is listed: the exact place is asked for. */
export function ByPlace({ binding: { form, faults, change, now } }: { readonly binding: Binding }) {
  const [begins, setBegins] = useState('')
  const [names, setNames] = useState<Names>({})
  const { act, busy, failure } = useAct()
  const list = (within: PlaceQuery) => listPlaces({ ...companyOf(now()), ...within })

  const findCommunities = () =>
    act(async () => {
      change({ community: '', building: '', entrance: '', holder: '' })
      setNames({ communities: await list({ begins: begins.trim() }) })
    })
  const chooseCommunity = (community: string) =>
    act(async () => {
      change({ community, building: '', entrance: '', holder: '' })
      setNames({ ...names, buildings: await list({ community }), entrances: [] })
    })
  const chooseBuilding = (building: string) =>
    act(async () => {
      change({ building, entrance: '', holder: '' })
      setNames({ ...names, entrances: await list({ community: now().community, building }) })
    })
  const look = () =>
    act(async () => {
      change({ holder: '', signs: '' })
      change({ holder: (await lookUpPlace({ ...companyOf(now()), ...placeOf(now()) })).holder })
    })

  return (
    <View className="form-part">
      <Field id="community-begins" name="小区" value={begins} hint="小区名开头的字" fault={null} maxLength={32} onChange={setBegins} />
      <Button
        id="community-find"
        kind="plain"
        disabled={begins.trim() === ''}
        busy={busy && '请稍候…'}
        onPress={() => void findCommunities()}
      >
        查找小区
      </Button>
      {names.communities?.length === 0 ? <View className="note">没有这样开头的小区，请换个写法，或用客户卡号绑定。</View> : null}
      {names.communities && names.communities.length > 0 ? (
        <PickName
          id="community"
          name="请选择小区"
          names={names.communities}
          chosen={form.community}
          onChoose={(name) => void chooseCommunity(name)}
        />
      ) : null}
      {form.community !== '' && names.buildings ? (
        <PickName id="building" name="楼" names={names.buildings} chosen={form.building} onChoose={(name) => void chooseBuilding(name)} />
      ) : null}
      {form.building !== '' && names.entrances ? (
        <PickName
          id="entrance"
          name="单元"
          names={names.entrances}
          chosen={form.entrance}
          onChoose={(entrance) => change({ entrance, holder: '' })}
        />
      ) : null}
      {form.entrance === '' ? null : (
        <View>
          <Field
            id="room"
            name="室号"
            value={form.room}
            hint="例如：501"
            fault={null}
            maxLength={32}
            onChange={(room) => change({ room, holder: '' })}
          />
          <Button id="look-up" kind="plain" disabled={form.room.trim() === ''} busy={busy && '正在查看…'} onPress={() => void look()}>
            查看户主
          </Button>
        </View>
      )}
      {form.holder === '' ? null : (
        <Notice id="holder">
          <View className="notice-title">{`户主 ${form.holder}`}</View>
          <View>是这一家才往下填；每天只能查看 10 次。</View>
        </Notice>
      )}
      {failure ? <Failure id="place-failure" failure={failure} /> : null}
      {faults.place ? (
        <View className="field-fault" id="place-fault">
          {faults.place}
        </View>
      ) : null}
    </View>
  )
}
