// Serves the built site of tests/front-ends/react with `vite preview`, whose proxy reaches the service through a proxy that fails.
// Arguments: the service's URL, the port of the site, and a port to be asked at: GET /freeze, /cut, /reset, /mode?hold, /end.
import http from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { startProxy } from './freezing-proxy.mjs';

const [service, sitePort, port] = [new URL(process.argv[2]), Number(process.argv[3]), Number(process.argv[4])];
const root = path.resolve(import.meta.dirname, '../../front-ends/react');
const vite = createRequire(path.join(root, 'package.json')).resolve('vite');
const { preview } = await import(pathToFileURL(vite));

const proxy = await startProxy(service);
process.env.NEWSAPI_URL = `http://127.0.0.1:${proxy.port}`;
// The configuration file names the root relative to where it is run.
process.chdir(root);
await preview({ root, logLevel: 'silent', preview: { port: sitePort, strictPort: true, host: '127.0.0.1' } });

const abandoned = setTimeout(() => process.exit(2), 300_000);
http.createServer(({ url: asked }, response) => {
  abandoned.refresh();
  const [address, argument] = asked.split('?');
  if (address === '/mode') proxy.mode = argument;
  else if (address !== '/' && address !== '/end') proxy[address.slice(1)]();
  response.end(String(proxy.frozen), () => address === '/end' && process.exit(0));
}).listen(port, '127.0.0.1');
