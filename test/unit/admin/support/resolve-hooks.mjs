/**
 * pro-components 3.1.x ships its ES modules for bundlers: its entry for Node does not load, folders are imported by name, and the
 * default of resize-observer is taken as only the ES build gives it. Here Node is shown the same files a bundler takes.
 */
const bundled = ['@ant-design/pro-components', '@rc-component/resize-observer']

const fromBundled = (parentURL) => bundled.some((name) => parentURL?.includes(`/node_modules/${name}/es/`))

export async function resolve(specifier, context, next) {
  const isEntry = specifier === bundled[0] || (specifier === bundled[1] && fromBundled(context.parentURL))
  if (isEntry) return next(`${specifier}/es/index.js`, context)
  if (!specifier.startsWith('.') || !fromBundled(context.parentURL)) return next(specifier, context)
  for (const candidate of [specifier, `${specifier}.js`, `${specifier}/index.js`]) {
    try {
      return await next(candidate, context)
    } catch (error) {
      if (error.code !== 'ERR_MODULE_NOT_FOUND' && error.code !== 'ERR_UNSUPPORTED_DIR_IMPORT') throw error
    }
  }
  return next(specifier, context)
}
