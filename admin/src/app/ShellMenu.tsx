import { Segmented } from 'antd'
import type { ReactNode } from 'react'
import { NavLink, useNavigate } from 'react-router'
import type { MenuSystem } from './menu.ts'

type Props = {
  readonly systems: readonly MenuSystem[]
  readonly system: MenuSystem | undefined
  readonly onSystem: (text: string) => void
}

/** The systems this person has pages in; a single one is a heading, more are a switch. */
export function ShellMenu({ systems, system, onSystem }: Props): ReactNode {
  const navigate = useNavigate()
  function open(text: string) {
    onSystem(text)
    const first = systems.find((candidate) => candidate.text === text)?.groups[0]?.entries[0]
    if (first) void navigate(first.path)
  }
  return (
    <nav aria-label="主菜单" className="nz-menu">
      <NavLink className="nz-menu-entry nz-menu-home" end to="/">
        工作台
      </NavLink>
      {systems.length > 1 ? (
        <Segmented block onChange={open} options={systems.map(({ text }) => text)} size="small" value={system?.text ?? ''} />
      ) : (
        <p className="nz-menu-system">{system?.text}</p>
      )}
      {system?.groups.map((group) => (
        <section aria-label={group.text} key={group.text}>
          <p className="nz-menu-group">{group.text}</p>
          <ul>
            {group.entries.map(({ path, text }) => (
              <li key={path}>
                <NavLink className="nz-menu-entry" to={path}>
                  {text}
                </NavLink>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  )
}
