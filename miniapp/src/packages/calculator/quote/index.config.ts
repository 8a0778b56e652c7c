export default definePageConfig({ navigationBarTitleText: '热费计算器' })
