// A TCP proxy that fails in the ways of networks and proxies.
import net from 'node:net';

/**
 * @param {URL} service
 * @returns what it does to the connections that are open, and `mode`, what it does to new ones and when the service breaks off:
 *   `forward`; `bad-gateway` answers 502 where the service does not; `hold` keeps the client's side open when the service is gone.
 */
export async function startProxy(service) {
  const open = new Set();
  const proxy = { mode: 'forward', frozen: 0, ...actions(open, () => proxy) };
  const server = net.createServer((client) => {
    const onward = net.connect(service.port, service.hostname);
    const pair = { client, onward, frozen: false };
    open.add(pair);
    let answered = false;
    const gone = (side) => () => {
      if (pair.frozen) return;
      if (side === 'service' && proxy.mode === 'hold' && answered) return;
      open.delete(pair);
      if (side === 'service' && proxy.mode === 'bad-gateway' && !answered) {
        client.end('HTTP/1.1 502 Bad Gateway\r\ncontent-type: text/html\r\ncontent-length: 3\r\nconnection: close\r\n\r\nBad');
      } else {
        client.destroy();
      }
      onward.destroy();
    };
    client.on('error', () => {}).on('close', gone('client'));
    onward.on('error', () => {}).on('close', gone('service'));
    client.on('data', (bytes) => pair.frozen || onward.destroyed || onward.write(bytes));
    onward.on('data', (bytes) => {
      answered = true;
      if (!pair.frozen && !client.destroyed) client.write(bytes);
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(proxy, { port: server.address().port });
}

function actions(open, proxy) {
  const each = (act) => () => {
    for (const pair of [...open]) act(pair);
    return open.size;
  };
  return {
    /** From now on nothing passes, in neither direction, and neither side is closed. */
    freeze: each((pair) => {
      pair.frozen = true;
      proxy().frozen++;
      open.delete(pair);
    }),
    cut: each(({ client, onward }) => { client.end(); onward.end(); }),
    reset: each(({ client, onward }) => { client.resetAndDestroy(); onward.resetAndDestroy(); }),
  };
}
