// SPDX-License-Identifier: BSL-1.0
import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { compression, defineAlgorithm } from 'vite-plugin-compression2';
import { defineConfig } from 'vitest/config';

// What CMake or a developer may choose: where the pages are written to, and which server answers their API meanwhile.
const outDir = process.env['MULTIPOST_UI_OUT'] ?? 'dist';
const server = process.env['MULTIPOST_SERVER'] ?? 'http://127.0.0.1:8080';
const proxy = { '/api': { target: server, changeOrigin: true, headers: { origin: server } } };

export default defineConfig({
  plugins: [
    react(),
    // index.html is filled in by the server, so it cannot be compressed here.
    compression({
      include: /\.(js|css|svg|json)$/,
      threshold: 1024,
      algorithms: [defineAlgorithm('gzip', { level: 9 }), defineAlgorithm('brotliCompress')],
    }),
  ],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2022',
    // The content security policy has no data: for scripts, styles or fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Each file is a request, and a phone far away does six at a time: what several pages share comes in one of ours and one of
    // the libraries', instead of seventy, and the libraries' small parts that a few pages share in another.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'libraries', test: /node_modules\/(?!@zxcvbn)/, minShareCount: 10, priority: 2 },
            { name: 'shared', test: /\/src\/(?!i18n\/(en|fr))/, minShareCount: 3, priority: 1 },
            {
              name: 'small',
              test: /node_modules\/(lucide-react|@tanstack\/react-router|@mantine\/(hooks|core\/esm\/(core|components\/(Anchor|Code|NativeSelect))))\//,
              minShareCount: 2,
            },
          ],
        },
      },
    },
  },
  server: { host: '127.0.0.1', proxy },
  preview: { host: '127.0.0.1', proxy },
  test: {
    environment: 'jsdom',
    setupFiles: ['tests/setup.ts'],
    include: ['tests/**/*.test.{ts,tsx}', 'src/**/*.test.{ts,tsx}'],
    restoreMocks: true,
  },
});
