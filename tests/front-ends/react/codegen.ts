import type { CodegenConfig } from '@graphql-codegen/cli';

const config: CodegenConfig = {
  schema: 'schema.graphql',
  documents: 'src/**/*.{ts,tsx}',
  generates: {
    'generated/graphql/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        strictScalars: true, scalars: { DateTime: 'string', URL: 'string', JSON: 'unknown' }, useTypeImports: true, enumsAsTypes: true,
      },
    },
  },
};

export default config;
