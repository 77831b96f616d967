import { mergeConfig } from 'vite';
import config from './vite.config.ts';

const input = ['index.html', 'first.html', 'urql.html', 'relay.html'];

/** The site, and each of the small pages beside it. */
export default mergeConfig(config, { build: { rollupOptions: { input } } });
