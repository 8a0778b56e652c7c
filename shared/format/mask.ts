/**
 * What a stranger may see of personal data. Masks are of one length whatever they hide, so that they do not tell it.
 * Each keeps less rather than more when the text is not what it expects.
 */

/** 张三丰 is 张*. */
export function maskName(name: string): string {
  const [first] = name.trim()
  return first === undefined ? '' : `${first}*`
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
