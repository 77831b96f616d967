import { useQuery } from '@apollo/client/react';
import { useParams } from 'react-router';
import { graphql } from '../../generated/graphql';
import { Articles } from '../parts/Articles';
import { Tree } from '../parts/Tree';
import { Waiting } from '../parts/Waiting';
import { MissingPage } from './MissingPage';

const TOPIC = graphql(`
  query Topic($slug: String!) {
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
    }
  }
`);

/** A topic, and the articles of the topic and of everything below it. */
export function TopicPage() {
  const { slug = '' } = useParams();
  const { data, error } = useQuery(TOPIC, { variables: { slug } });
  if (!data) return <Waiting error={error} />;
  if (!data.topic) return <MissingPage />;
  const { id, name, description, broader, narrower } = data.topic;
  return (
    <>
      <title>{`${name} · The Night Boat`}</title>
      <h1>{name}</h1>
      <p className="lede">{description}</p>
      <Tree kind="topic" above={broader} below={narrower} />
      <Articles where={{ topics: { some: { within: id } } }} />
    </>
  );
}
