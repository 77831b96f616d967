import { useQuery } from '@apollo/client/react';
import { graphql } from '../generated/graphql';

const SECTION = graphql(`
  query SectionHeadlines($section: String!, $after: String) {
    articles(first: 5, after: $after, where: { section: { eq: $section } }) {
      nodes { id headline }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

/** The articles of a section, a page at a time. */
export function Section({ section }: { section: string }) {
  const { data, error, fetchMore } = useQuery(SECTION, { variables: { section } });
  if (!data?.articles) return <p>{error?.message ?? 'Reading …'}</p>;
  const { nodes, pageInfo } = data.articles;
  return (
    <section>
      <h2>{section}</h2>
      <ul>{nodes?.map(({ id, headline }) => <li key={id}>{headline}</li>)}</ul>
      {pageInfo.hasNextPage && <button onClick={() => fetchMore({ variables: { after: pageInfo.endCursor } })}>More</button>}
    </section>
  );
}
