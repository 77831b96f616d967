// A list below a node: the compiler writes PersonFeedPageQuery, which finds the person again by `node(id:)`.
graphql`
  query PersonFeedQuery($slug: String!, $count: Int!) {
    person(slug: $slug) {
      id
      ...PersonFeed_person @arguments(count: $count)
    }
  }
`;

graphql`
  fragment PersonFeed_person on Person
  @argumentDefinitions(count: { type: "Int" }, cursor: { type: "String" })
  @refetchable(queryName: "PersonFeedPageQuery") {
    articles(first: $count, after: $cursor) @connection(key: "PersonFeed_articles") {
      edges {
        node {
          id
        }
      }
    }
  }
`;
