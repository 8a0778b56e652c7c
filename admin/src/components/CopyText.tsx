import { CheckOutlined, CopyOutlined } from '@ant-design/icons'
import { type ReactNode, useEffect, useState } from 'react'

/** The Clipboard API is missing on plain-HTTP intranets: there the old way still works. */
async function copy(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text)
  const field = document.createElement('textarea')
  field.value = text
  field.style.position = 'fixed'
  field.style.opacity = '0'
  document.body.append(field)
  field.select()
  document.execCommand('copy')
  field.remove()
}

type Props = { readonly text: string; readonly label?: string; readonly hideText?: boolean }

/** Text with a button that copies it. */
export function CopyText({ text, label = '复制', hideText = false }: Props): ReactNode {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 1500)
    return () => clearTimeout(timer)
  }, [copied])
  return (
    <span className="nz-copy">
      {hideText ? null : <code>{text}</code>}
      <button
        aria-label={copied ? '已复制' : `${label} ${hideText ? '' : text}`.trim()}
        onClick={() => void copy(text).then(() => setCopied(true))}
        type="button"
      >
        {copied ? <CheckOutlined /> : <CopyOutlined />}
        {hideText ? (copied ? '已复制' : label) : null}
      </button>
    </span>
  )
}
