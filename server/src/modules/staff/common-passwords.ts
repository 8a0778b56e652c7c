/** Beginnings of the passwords people choose first, here and elsewhere, in lower case and without dressing up. */
const COMMON = [
  ...['password', 'passwd', 'passord', 'admin', 'administrator', 'root', 'user', 'guest', 'test', 'demo', 'login', 'master', 'system'],
  ...['welcome', 'letmein', 'changeme', 'default', 'secret', 'hello', 'super', 'manager', 'company', 'monkey', 'dragon', 'sunshine'],
  ...['princess', 'football', 'baseball', 'iloveyou', 'trustno', 'shadow', 'michael', 'superman', 'batman', 'computer', 'internet'],
  ...[
    'qwerty',
    'qwertyuiop',
    'qwer',
    'asdf',
    'asdfgh',
    'asdfghjkl',
    'zxcv',
    'zxcvbn',
    'zxcvbnm',
    'qazwsx',
    'qwe',
    'asd',
    'zxc',
    'qaz',
    'zaq',
    'zaqwsx',
  ],
  ...['abc', 'abcd', 'abcde', 'abcdef', 'aabbcc', 'aaa', 'aa', 'a', 'xyz', 'woaini', 'woaiwojia', 'wodemima', 'mima', 'nihao', 'zhongguo'],
  ...['beijing', 'china', 'gongre', 'gongnuan', 'reli', 'nuanzhang', 'nuanqi', 'caiwu', 'shoufei', 'kefu', 'heating', 'spring', 'summer'],
  ...['autumn', 'winter', 'january', 'monday', 'yanzheng', 'wangluo', 'gongsi', 'taobao', 'weixin', 'wechat', 'alipay'],
] as const
const FOLD: Readonly<Record<string, string>> = { '@': 'a', '4': 'a', '0': 'o', $: 's', '5': 's', '1': 'i', '!': 'i', '3': 'e', '7': 't' }
const ROWS = ['abcdefghijklmnopqrstuvwxyz', '01234567890', '1qaz2wsx3edc4rfv5tgb6yhn7ujm', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm']

/**
 * Whether a password is one of those tried first: a common word with digits and signs before or behind it, however its letters are dressed up,
 * one thing said again and again, or a run along the keyboard.
 */
export function isCommonPassword(password: string): boolean {
  const lower = password.toLowerCase()
  const words = [bare(lower), undressed(bare(lower)), undressed(lower), lower.replace(/[^a-z]/g, '')]
  if (words.some((word) => (COMMON as readonly string[]).includes(word))) return true
  if (new Set(lower).size < 5 || /^(.{1,4})\1+.{0,2}$/.test(lower)) return true
  const plain = lower.replace(/[^0-9a-z]/g, '')
  return ROWS.some((row) => [row, [...row].reverse().join('')].some((run) => runsAlong(plain, run)))
}

/** p@ssw0rd is password. */
function undressed(text: string): string {
  return [...text].map((sign) => FOLD[sign] ?? sign).join('')
}

/** Without the digits and signs around it. */
function bare(text: string): string {
  return text.replace(/^[^a-z]+|[^a-z]+$/g, '')
}

/** Six in a row, with hardly anything beside them. */
function runsAlong(text: string, run: string): boolean {
  for (let from = 0; from + 6 <= run.length; from += 1) if (text.includes(run.slice(from, from + 6)) && text.length <= 10) return true
  return false
}
