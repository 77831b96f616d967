import { useQuery } from '@apollo/client/react';
import { graphql } from '../../generated/graphql';
import type { ArticleFilterInput } from '../../generated/graphql/graphql';
import { More } from './More';
import { Teasers } from './Teaser';
import { Waiting } from './Waiting';

const ARTICLES = graphql(`
  query Articles($where: ArticleFilterInput!, $after: String) {
    articles(first: 6, after: $after, where: $where) {
      nodes {
        ...Teaser
      }
      pageInfo {
        hasNextPage
        endCursor
      }
      totalCount
    }
  }
`);

/** The newest articles that match a filter, read on as the reader scrolls. */
export function Articles({ where }: { where: ArticleFilterInput }) {
  const { data, error, fetchMore } = useQuery(ARTICLES, { variables: { where } });
  if (!data?.articles) return <Waiting error={error} />;
  const { nodes, pageInfo, totalCount } = data.articles;
  return (
    <>
      <h2 className="label">{totalCount} {totalCount === 1 ? 'article' : 'articles'}</h2>
      <Teasers articles={nodes} />
      {pageInfo.hasNextPage && <More load={() => fetchMore({ variables: { after: pageInfo.endCursor } })} />}
    </>
  );
}
