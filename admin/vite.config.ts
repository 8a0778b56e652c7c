import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Where `vite` (development only) finds a running server; the built console is served by that server itself. */
const server = process.env.NUANZHANG_URL ?? 'http://127.0.0.1:8080'

export default defineConfig({
  base: '/admin/',
  plugins: [react()],
  build: {
    outDir: 'dist',
    manifest: true,
    target: ['chrome109', 'edge109', 'firefox115', 'safari16'],
    // The real limits are in scripts/budget.mjs: compressed bytes per page, not per file.
    chunkSizeWarningLimit: 1200,
  },
  server: { proxy: { '/api': server, '/sim': server } },
})
