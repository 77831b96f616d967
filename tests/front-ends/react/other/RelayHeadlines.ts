// relay-compiler reads these documents; nothing imports this file. With Relay's plugin for a bundler they stand where they are used.
import { graphql } from 'relay-runtime';

void graphql`
  query RelayHeadlinesQuery {
    articles(first: 10) { nodes { id headline publishedAt } wireCursor }
  }
`;

void graphql`
  subscription RelayHeadlinesSubscription($after: String) {
    articleChanges(after: $after) { cursor kind id article { id headline publishedAt } }
  }
`;
