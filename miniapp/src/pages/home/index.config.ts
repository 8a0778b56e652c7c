export default definePageConfig({ navigationBarTitleText: '暖账' })
