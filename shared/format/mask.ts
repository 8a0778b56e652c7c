/**
 * What a stranger may see of personal data. Masks are of one length whatever they hide, so that they do not tell it.
 * Each keeps less rather than more when the text is not what it expects.
 */

/** 张三丰 is 张*. */
export function maskName(name: string): string {
  const [first] = name.trim()
  return first === undefined ? '' : `${first}*`
}

/**
 * A name as far as somebody must see it to say that it is theirs: 张三 is 张*, 张小三 is 张*三, 欧阳小三 is 欧**三. `hidden` is how many
 * signs they have to add.
 */
export function nameToConfirm(name: string): { readonly holder: string; readonly hidden: number } {
  const { first, last, middle } = partsOf(name)
  return { holder: `${first}${'*'.repeat(middle.length)}${last}`, hidden: middle.length }
}

/** The signs `nameToConfirm` hides: 小 of 张小三. */
export function hiddenPart(name: string): string {
  return partsOf(name).middle.join('')
}

function partsOf(name: string): { readonly first: string; readonly last: string; readonly middle: readonly string[] } {
  const signs = Array.from(name.replace(/\s/g, ''))
  const last = signs.length > 2 ? (signs.at(-1) ?? '') : ''
  return { first: signs[0] ?? '', last, middle: signs.slice(1, signs.length > 2 ? -1 : undefined) }
}

/** 13812341234 is 138****1234; other numbers keep their last two digits. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/[\s-]/g, '')
  if (digits === '') return ''
  if (/^1\d{10}$/.test(digits)) return `${digits.slice(0, 3)}****${digits.slice(-4)}`
  return digits.length > 4 ? `****${digits.slice(-2)}` : '****'
}

/** 青云里 3号楼 2单元 501室 is 青云里 3号楼 2单元 ***室: the last number of an address is the room. */
export function maskAddress(address: string): string {
  const masked = address.replace(/[0-9A-Za-z０-９]+(?=[^0-9A-Za-z０-９]*$)/u, '***')
  return masked === address ? `${Array.from(address).slice(0, -3).join('')}***` : masked
}

/** 80012345 is 80****45. */
export function maskHouseholdNo(householdNo: string): string {
  return householdNo.length > 5 ? `${householdNo.slice(0, 2)}****${householdNo.slice(-2)}` : '****'
}

/** 110101199001011234 is 1****************4, and every other number is as long as that. */
export function maskIdNo(idNo: string): string {
  return idNo.length < 8 ? '******' : `${idNo.slice(0, 1)}****************${idNo.slice(-1)}`
}

/** 138…、0431… each masked. */
export function maskPhones(phones: string): string {
  return phones.split('、').map(maskPhone).join('、')
}
