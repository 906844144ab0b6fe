import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import type * as http from '@steward/api/http';
import type * as runtime from '@steward/api/runtime';
import tailwindcss from '@tailwindcss/vite';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { defineConfig, type Plugin } from 'vite';

export default defineConfig({
  plugins: [
    tailwindcss(),
    apiInDevelopment(),
    sveltekit({
      adapter: adapter({ out: 'build' }),
      // The origin is known by request only, so hooks.server.ts compares it; the built-in check needs it baked in.
      csrf: { trustedOrigins: ['*'] },
      csp: {
        mode: 'nonce',
        directives: {
          'default-src': ['self'],
          'script-src': ['self'],
          'style-src': ['self', 'unsafe-inline'],
          'style-src-elem': ['self'],
          'style-src-attr': ['unsafe-inline'],
          'img-src': ['self', 'data:'],
          'connect-src': ['self'],
          'object-src': ['none'],
          'base-uri': ['self'],
          'form-action': ['self'],
          'frame-ancestors': ['none'],
        },
      },
    }),
  ],
  // Node runs the packages' TypeScript itself; bundled, their threads and migrations would not be found.
  environments: { ssr: { build: { rolldownOptions: { external: [/^@steward\/(api|core)\//] } } } },
});

/** What server.mjs does in production: the API answers before the app is asked. */
function apiInDevelopment(): Plugin {
  return {
    name: 'steward-api',
    configureServer: ({ middlewares, ssrLoadModule }) => {
      const answer = async (request: IncomingMessage, response: ServerResponse, next: () => void) => {
        const { createApiHandler, isApiPath } = (await ssrLoadModule('@steward/api/http')) as typeof http;
        if (!isApiPath(request.url?.split('?')[0] ?? '/')) return next();
        const { getRuntime } = (await ssrLoadModule('@steward/api/runtime')) as typeof runtime;
        await createApiHandler(getRuntime)(request, response);
      };
      middlewares.use((request, response, next) => void answer(request, response, next).catch(next));
    },
  };
}
