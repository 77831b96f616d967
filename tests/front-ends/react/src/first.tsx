import { ApolloProvider } from '@apollo/client/react';
import { createRoot } from 'react-dom/client';
import { client } from './client';
import { Latest } from './Latest';
import { Section } from './Section';

createRoot(document.getElementById('root') ?? document.body).render(
  <ApolloProvider client={client}>
    <Latest />
    <Section section="Economy" />
  </ApolloProvider>,
);
