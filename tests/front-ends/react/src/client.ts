import { ApolloClient, HttpLink, InMemoryCache } from '@apollo/client';
import { pages } from './lists';

const articles = { fields: { articles: pages } };

export const client = new ApolloClient({
  link: new HttpLink({ uri: '/graphql' }),
  cache: new InMemoryCache({ typePolicies: { Query: articles, Person: articles, Place: articles, Topic: articles } }),
});
