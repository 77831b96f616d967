import cluster from 'node:cluster';
import { createServer } from 'node:http';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { grafserv } from 'postgraphile/grafserv/node';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { PostGraphileConnectionFilterPreset } from 'postgraphile-plugin-connection-filter';

// The first process has ended, while this one starts.
cluster.worker.on('error', () => process.exit(1));

const pgl = postgraphile({
  extends: [PostGraphileAmberPreset, PostGraphileConnectionFilterPreset],
  pgServices: [makePgService({ poolConfig: { max: 6 }, schemas: ['benchmark_peer'] })],
  // Lists without cursors are cheaper, and only one of the queries asks for a page.
  schema: { defaultBehavior: '+list +connection' },
  grafast: { explain: false },
  grafserv: { graphiql: false, websockets: false, watch: false },
});
const server = createServer();
await pgl.createServ(grafserv).addTo(server);
await pgl.getSchema();
server.listen(Number(process.env.PORT), '127.0.0.1');
