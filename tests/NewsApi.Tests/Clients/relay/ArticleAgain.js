// One thing, read again by its id: the compiler writes ArticleAgainRefetchQuery over `node(id:)`.
graphql`
  fragment ArticleAgain_article on Article @refetchable(queryName: "ArticleAgainRefetchQuery") {
    headline
    version
    mentions {
      entity {
        name
      }
    }
  }
`;
