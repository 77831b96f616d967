import { useQuery } from '@apollo/client/react';
import { useParams } from 'react-router';
import { graphql } from '../../generated/graphql';
import { More } from '../parts/More';
import { Teasers } from '../parts/Teaser';
import { Waiting } from '../parts/Waiting';
import { MissingPage } from './MissingPage';

const PERSON = graphql(`
  query Person($slug: String!, $after: String) {
    person(slug: $slug) {
      id
      name
      description
      aliases
      articles(first: 6, after: $after) {
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
  }
`);

export function PersonPage() {
  const { slug = '' } = useParams();
  const { data, error, fetchMore } = useQuery(PERSON, { variables: { slug } });
  if (!data) return <Waiting error={error} />;
  if (!data.person) return <MissingPage />;
  const { name, description, aliases, articles } = data.person;
  return (
    <>
      <title>{`${name} · The Night Boat`}</title>
      <h1>{name}</h1>
      <p className="lede">{description}</p>
      {aliases.length > 0 && <p className="also">Also known as {aliases.join(', ')}</p>}
      <h2 className="label">{articles?.totalCount} articles</h2>
      <Teasers articles={articles?.nodes} />
      {articles?.pageInfo.hasNextPage && <More load={() => fetchMore({ variables: { after: articles.pageInfo.endCursor } })} />}
    </>
  );
}
