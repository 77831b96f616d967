import { useQuery } from '@apollo/client/react';
import { useParams } from 'react-router';
import { graphql } from '../../generated/graphql';
import { Articles } from '../parts/Articles';
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
  return (
    <>
      <title>{`${section} · The Night Boat`}</title>
      <h1>{section}</h1>
      <Articles page={data.articles} readOn={(after) => fetchMore({ variables: { after } })} />
    </>
  );
}
