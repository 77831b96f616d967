// Checks newsapi.js strictly with tsc, compares the types that tsc makes of it with newsapi.d.ts, compiles code that uses the module
// with the public clients, packs it, and applies random changes to lists. Argument: the seed of the random changes. Prints what it found.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const folder = path.resolve(import.meta.dirname, '../../../src/NewsApi/Client');
const { applyChange } = await import(path.join(folder, 'newsapi.js'));
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
for (const project of ['client-types.json', 'client-uses.json']) {
  execFileSync(process.execPath, [tsc, '--project', project], { stdio: ['ignore', 'inherit', 'inherit'] });
}
const text = (file) => readFileSync(file, 'utf8');
const sameTypes = text('generated/client-types/newsapi.d.ts') === text(path.join(folder, 'newsapi.d.ts'));
const [packed] = JSON.parse(execFileSync('npm', ['pack', '--dry-run', '--json'], { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] }));

// A small generator, so that a seed repeats a run.
let seed = Number(process.argv[2]);
const random = (below) => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  return Math.floor((seed / 2_147_483_648) * below);
};
const directions = ['ASC', 'DESC'];
let [wrong, applied] = [null, 0];
for (let run = 0; run < 500 && !wrong; run++) {
  const order = [{ rank: directions[random(2)] }, { name: directions[random(2)] }];
  const less = (a, b) => {
    for (const [field, direction] of order.flatMap((key) => Object.entries(key))) {
      const [x, y] = [a[field] ?? Infinity, b[field] ?? Infinity];
      if (x !== y) return (x < y) === (direction === 'ASC') ? -1 : 1;
    }
    return 0;
  };
  const item = (id) => ({ id, rank: random(4) ? random(10) : null, name: random(1_000_000) });
  let all = Array.from({ length: random(20) }, (_, i) => item(`${i}`)).sort(less);
  const size = 1 + random(12);
  let [list, left] = [all.slice(0, size), 0];
  for (let step = 0; step < 30 && !wrong; step++) {
    const id = `${random(30)}`;
    const known = all.find((one) => one.id === id);
    const article = known && random(2) ? null : item(id);
    const kind = article ? (known ? 'UPDATED' : 'ENTERED') : 'LEFT';
    const before = list;
    all = all.filter((one) => one.id !== id).concat(article ?? []).sort(less);
    list = applyChange(list, { kind, id, article }, { order, size });
    applied++;
    left += before.some((one) => one.id === id) && !list.some((one) => one.id === id) ? 1 : 0;
    const right = list.length <= size && list.every((one, i) => one.id === all[i].id && one.name === all[i].name)
      && list.length >= Math.min(size, all.length) - left && new Set(list.map((one) => one.id)).size === list.length;
    if (!right) wrong = { run, step, order, size, kind, id, article, before, list, all: all.slice(0, size) };
  }
}
console.log(JSON.stringify({ sameTypes, files: packed.files.map(({ path: name }) => name).sort(), applied, wrong }));
