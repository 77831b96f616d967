import { useQuery } from '@apollo/client/react';
import { useParams } from 'react-router';
import { graphql } from '../../generated/graphql';
import { Subject } from '../parts/Subject';
import { Tree } from '../parts/Tree';
import { Waiting } from '../parts/Waiting';
import { MissingPage } from './MissingPage';

const TOPIC = graphql(`
  query Topic($slug: String!, $after: String) {
    topic(slug: $slug) {
      id
      name
      description
      broader {
        id
        slug
        name
      }
      narrower {
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

/** A topic, and the articles of the topic and of everything below it. */
export function TopicPage() {
  const { slug = '' } = useParams();
  const { data, error, fetchMore } = useQuery(TOPIC, { variables: { slug } });
  if (!data) return <Waiting error={error} />;
  if (!data.topic) return <MissingPage />;
  const { name, description, broader, narrower, articles } = data.topic;
  return (
    <Subject name={name} description={description} articles={articles} readOn={(after) => fetchMore({ variables: { after } })}>
      <Tree kind="topic" above={broader} below={narrower} />
    </Subject>
  );
}
