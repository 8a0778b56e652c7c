import { Checkbox, Input } from 'antd'
import type { ReactNode } from 'react'
import { type PermissionRoom, permissionRooms } from '../../../../../../shared/access/rooms.ts'

type Props = {
  readonly ticked: ReadonlySet<string>
  readonly onTick: (ticked: ReadonlySet<string>) => void
  /** Yuan as typed, by right. */
  readonly limits: Readonly<Record<string, string>>
  readonly onLimit: (permission: string, text: string) => void
  readonly locked: boolean
}

/** Every right there is, by room; a money verb that is ticked may carry a limit. */
export function PermissionRooms(props: Props): ReactNode {
  return (
    <div className="nz-rooms">
      {permissionRooms.map((room) => (
        <Room key={room.code} room={room} {...props} />
      ))}
    </div>
  )
}

function Room({ room, ticked, onTick, limits, onLimit, locked }: Props & { readonly room: PermissionRoom }): ReactNode {
  const names = room.permissions.map(({ name }) => name)
  const count = names.filter((name) => ticked.has(name)).length
  const tick = (wanted: readonly string[], on: boolean) => {
    const next = new Set(ticked)
    for (const name of wanted)
      if (on) next.add(name)
      else next.delete(name)
    onTick(next)
  }
  return (
    <fieldset className="nz-room">
      <legend>
        <Checkbox
          checked={count === names.length}
          disabled={locked}
          indeterminate={count > 0 && count < names.length}
          onChange={(event) => tick(names, event.target.checked)}
        >
          {room.name}
        </Checkbox>
      </legend>
      {room.permissions.map(({ name, label, money }) => (
        <div className="nz-right" key={name}>
          <Checkbox checked={ticked.has(name)} disabled={locked} onChange={(event) => tick([name], event.target.checked)}>
            <span title={name}>{label}</span>
          </Checkbox>
          {money && ticked.has(name) ? (
            <Input
              aria-label={`${label}的限额（元）`}
              disabled={locked}
              maxLength={15}
              onChange={(event) => onLimit(name, event.target.value)}
              placeholder="不限"
              size="small"
              suffix="元"
              value={limits[name] ?? ''}
            />
          ) : null}
        </div>
      ))}
    </fieldset>
  )
}
