import { useQuery } from '@apollo/client/react';
import { useParams } from 'react-router';
import { graphql } from '../../generated/graphql';
import { Subject } from '../parts/Subject';
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
    <Subject name={name} description={description} articles={articles} readOn={(after) => fetchMore({ variables: { after } })}>
      {aliases.length > 0 && <p className="also">Also known as {aliases.join(', ')}</p>}
    </Subject>
  );
}
