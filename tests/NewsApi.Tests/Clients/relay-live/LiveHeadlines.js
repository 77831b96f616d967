// What relay-compiler compiles for resume.mjs: the compiler reads the tag, nobody runs this file.
graphql`
  subscription LiveHeadlinesSubscription($where: ArticleFilterInput, $after: String) {
    articleChanges(where: $where, after: $after) {
      cursor
      kind
      article {
        id
        headline
      }
    }
  }
`;
