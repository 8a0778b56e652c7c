import { Text, View } from '@tarojs/components'
import { formatFen } from '../../../shared/format/amount.ts'

interface Props {
  readonly id?: string
  readonly fen: number
  /** owed is red and paid is green, and nothing else in the app is. */
  readonly tone?: 'owed' | 'paid' | 'plain'
  readonly size?: 'hero' | 'line'
}

/** Long sums take a smaller size so that they stay on one line of a narrow phone in every text size. */
function sizeClass(figures: string): string {
  if (figures.length <= 9) return ''
  return figures.length === 10 ? ' amount-long' : ' amount-longest'
}

export function Amount({ id, fen, tone = 'plain', size = 'line' }: Props) {
  const figures = formatFen(fen)
  const long = size === 'hero' ? sizeClass(figures) : ''
  return (
    <View className={`amount amount-${size} amount-${tone}${long}`} {...(id ? { id } : {})}>
      <Text className="amount-sign">¥</Text>
      <Text className="amount-figures">{figures}</Text>
    </View>
  )
}
