// What relay-compiler compiles for walk-relay.mjs: the compiler reads the tags, nobody runs this file.
graphql`
  query ArticleFeedQuery($count: Int!, $where: ArticleFilterInput, $order: [ArticleSortInput!]) {
    ...ArticleFeed_query @arguments(count: $count)
  }
`;

graphql`
  fragment ArticleFeed_query on Query
  @argumentDefinitions(count: { type: "Int" }, cursor: { type: "String" }, countBack: { type: "Int" }, cursorBack: { type: "String" })
  @refetchable(queryName: "ArticleFeedPageQuery") {
    articles(first: $count, after: $cursor, last: $countBack, before: $cursorBack, where: $where, order: $order)
      @connection(key: "ArticleFeed_articles", filters: ["where", "order"]) {
      totalCount
      edges {
        node {
          id
          headline
        }
      }
    }
  }
`;

graphql`
  query ArticleFeedBackwardsQuery($countBack: Int!, $where: ArticleFilterInput, $order: [ArticleSortInput!]) {
    ...ArticleFeed_query @arguments(countBack: $countBack)
  }
`;
