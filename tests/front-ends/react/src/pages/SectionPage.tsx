import { useQuery } from '@apollo/client/react';
import { useParams } from 'react-router';
import { graphql } from '../../generated/graphql';
import { More } from '../parts/More';
import { Teasers } from '../parts/Teaser';
import { Waiting } from '../parts/Waiting';

const SECTION = graphql(`
  query Section($section: String!, $after: String) {
    articles(first: 6, after: $after, where: { section: { eq: $section } }) {
      nodes {
        ...Teaser
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export function SectionPage() {
  const { section = '' } = useParams();
  const { data, error, fetchMore } = useQuery(SECTION, { variables: { section } });
  if (!data?.articles) return <Waiting error={error} />;
  const { nodes, pageInfo } = data.articles;
  return (
    <>
      <title>{`${section} · The Night Boat`}</title>
      <h1>{section}</h1>
      <Teasers articles={nodes} />
      {pageInfo.hasNextPage && <More load={() => fetchMore({ variables: { after: pageInfo.endCursor } })} />}
    </>
  );
}
