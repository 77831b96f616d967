// Writes generated/operations.ts, what GraphQL Code Generator makes of the published schema and its named operations,
// with every scalar spelt out; then tsc checks it, and the front end's code in uses-types.ts, strictly.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { codegen } from '@graphql-codegen/core';
import * as documentNodes from '@graphql-codegen/typed-document-node';
import * as types from '@graphql-codegen/typescript';
import * as operationTypes from '@graphql-codegen/typescript-operations';
import { parse } from 'graphql';

const schemaFolder = path.resolve(import.meta.dirname, '../../../schema');
const parsed = (file) => parse(readFileSync(path.join(schemaFolder, file), 'utf8'));
const documents = readdirSync(path.join(schemaFolder, 'operations')).map((file) => ({ location: file, document: parsed(path.join('operations', file)) }));
const written = await codegen({
  filename: 'operations.ts',
  schema: parsed('schema.graphql'),
  documents,
  config: { strictScalars: true, scalars: { DateTime: 'string', URL: 'string', JSON: 'unknown' }, useTypeImports: true, enumsAsTypes: true },
  pluginMap: { types, operationTypes, documentNodes },
  plugins: [{ types: {} }, { operationTypes: {} }, { documentNodes: {} }],
});
mkdirSync('generated', { recursive: true });
writeFileSync('generated/operations.ts', written);
execFileSync(
  process.execPath, [createRequire(import.meta.url).resolve('typescript/bin/tsc'), '--project', 'tsconfig.json'], { stdio: ['ignore', 'inherit', 'inherit'] });
console.log(JSON.stringify({ operations: documents.length }));
