import { useQuery } from '@apollo/client/react';
import { useParams } from 'react-router';
import { graphql } from '../../generated/graphql';
import { Subject } from '../parts/Subject';
import { Tree } from '../parts/Tree';
import { Waiting } from '../parts/Waiting';
import { MissingPage } from './MissingPage';

const PLACE = graphql(`
  query Place($slug: String!, $after: String) {
    place(slug: $slug) {
      id
      name
      description
      within {
        id
        slug
        name
      }
      contains {
        id
        slug
        name
      }
      articles(first: 6, after: $after, below: true) {
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

/** A place, and the articles of the place and of everything below it. */
export function PlacePage() {
  const { slug = '' } = useParams();
  const { data, error, fetchMore } = useQuery(PLACE, { variables: { slug } });
  if (!data) return <Waiting error={error} />;
  if (!data.place) return <MissingPage />;
  const { name, description, within, contains, articles } = data.place;
  return (
    <Subject name={name} description={description} articles={articles} readOn={(after) => fetchMore({ variables: { after } })}>
      <Tree kind="place" above={within} below={contains} />
    </Subject>
  );
}
