import { graphql } from '../../generated/graphql';
import { Teaser } from '../parts/Teaser';
import { useLiveList } from '../useLiveList';

const PAGE = graphql(`
  query Latest($size: Int!) {
    articles(first: $size, order: [{ publishedAt: DESC }]) {
      nodes {
        ...Teaser
      }
      wireCursor
    }
  }
`);

const CHANGES = graphql(`
  subscription LatestChanges($after: String) {
    articleChanges(after: $after) {
      cursor
      kind
      id
      article {
        ...Teaser
      }
    }
  }
`);

const variables = { size: 20 };
const words = {
  connecting: 'Connecting …',
  live: 'Live',
  behind: 'Catching up …',
  offline: 'Not connected. What you see may be old; trying again',
  ended: 'The list is no longer followed. Reload the page',
};

/** The newest articles, at every moment. */
export function LatestPage() {
  const { list, arrived, status } = useLiveList(PAGE, CHANGES, variables);
  return (
    <>
      <title>Latest · The Night Boat</title>
      <h1>Latest</h1>
      <p role="status" className="status" data-state={status}>{words[status]}</p>
      <ol className="teasers live">
        {list.map((article) => (
          <li key={article.id} className={arrived.has(article.id) ? 'new' : undefined}>
            <Teaser article={article} level={2} mark={arrived.has(article.id) ? 'New' : undefined} />
          </li>
        ))}
      </ol>
    </>
  );
}
