// What walk-apollo.mjs and walk-urql.mjs ask.
export const feed = `
  query Feed($first: Int, $after: String, $last: Int, $before: String, $where: ArticleFilterInput, $order: [ArticleSortInput!]) {
    articles(first: $first, after: $after, last: $last, before: $before, where: $where, order: $order) {
      edges { node { id headline } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
`;

export const feedOfPerson = `
  query FeedOfPerson($slug: String!, $first: Int, $after: String) {
    person(slug: $slug) {
      id
      articles(first: $first, after: $after) {
        edges { node { id headline } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`;

export const again = `
  query Again($id: ID!) {
    node(id: $id) {
      id
      ... on Article { headline version mentions { entity { id name } } }
    }
  }
`;

/** Walks on while there is more; a page that brings nothing new ends it with an error instead of never. */
export async function walk(first, more, next) {
  let list = first;
  while (list.pageInfo[more]) {
    const longer = await next(list.pageInfo);
    if (longer.edges.length <= list.edges.length) {
      throw new Error(`After ${list.edges.length} edges the next page brought none, and ${more} is true.`);
    }
    list = longer;
  }
  return list.edges.map((edge) => edge.node.id);
}
