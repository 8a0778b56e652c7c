import { SearchOutlined } from '@ant-design/icons'
import { type ReactNode, useEffect } from 'react'
import { Link, useLocation, useNavigate } from 'react-router'
import type { StaffProfile } from '../../../shared/contracts/staff.ts'
import { useAccess } from '../api/context.ts'
import { UserMenu } from './UserMenu.tsx'

/** The one search box of the console. */
export const householdSearchId = 'household-search'

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}

/** The key `/` puts the cursor into the household search, from every page. */
function useSlash(enabled: boolean, open: () => void) {
  useEffect(() => {
    if (!enabled) return
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) return
      if (document.querySelector('.ant-modal-wrap:not([style*="display: none"])')) return
      event.preventDefault()
      const box = document.getElementById(householdSearchId)
      if (box instanceof HTMLInputElement) box.select()
      else open()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [enabled, open])
}

export function ShellHeader({ profile }: { readonly profile: StaffProfile }): ReactNode {
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const { seeHouseholds } = useAccess()
  useSlash(seeHouseholds, () => void navigate('/households'))
  return (
    <header className="nz-header">
      <Link aria-label="暖账 工作台" className="nz-brand" to="/">
        <img alt="" height={24} src="/admin/mark.svg" width={24} />
        <span>暖账</span>
      </Link>
      <span className="nz-company">{profile.company.name}</span>
      <span className="nz-header-space" />
      {seeHouseholds && pathname !== '/households' ? (
        <button className="nz-find" onClick={() => void navigate('/households')} type="button">
          <SearchOutlined aria-hidden /> 查找用热户 <kbd>/</kbd>
        </button>
      ) : null}
      <UserMenu profile={profile} />
    </header>
  )
}
