// PostGraphile as its documentation has it for production: as a library, a worker process for each core. The environment names the
// database (PGHOST …) and the PORT.
import cluster from 'node:cluster';
import { availableParallelism } from 'node:os';

cluster.setupPrimary({ exec: new URL('worker.mjs', import.meta.url).pathname });
cluster.on('exit', () => process.exit(1));
for (let worker = 0; worker < availableParallelism(); worker++) cluster.fork();
