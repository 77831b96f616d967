import { graphql } from '../generated/graphql';
import { useLiveList } from './useLiveList';

const PAGE = graphql(`
  query Headlines($size: Int!) {
    articles(first: $size, order: [{ publishedAt: DESC }]) { nodes { id headline publishedAt } wireCursor }
  }
`);

const CHANGES = graphql(`
  subscription HeadlineChanges($after: String) {
    articleChanges(after: $after) { cursor kind id article { id headline publishedAt } }
  }
`);

const variables = { size: 10 };

/** The newest headlines, at every moment. */
export function Latest() {
  const { list, status } = useLiveList(PAGE, CHANGES, variables);
  return (
    <section>
      <h2>Latest</h2>
      <p role="status">{status}</p>
      <ol>{list.map(({ id, headline }) => <li key={id}>{headline}</li>)}</ol>
    </section>
  );
}
