import { useRouter } from '@tarojs/taro'

/** A parameter of this screen's address; '' when it is missing. Some clients hand it over still encoded. */
export function useParam(name: string): string {
  const { params } = useRouter()
  const value = params[name] ?? ''
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
