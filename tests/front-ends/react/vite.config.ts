import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const service = process.env.NEWSAPI_URL ?? 'http://localhost:5080';

export default defineConfig({
  plugins: [react()],
  // The site and the service share an origin: for queries, event streams, WebSockets and the client module.
  server: { proxy: { '/graphql': { target: service, ws: true }, '/live/newsapi.js': service } },
});
