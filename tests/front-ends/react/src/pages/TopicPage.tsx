import { useQuery } from '@apollo/client/react';
import { useParams } from 'react-router';
import { graphql } from '../../generated/graphql';
import { More } from '../parts/More';
import { Teasers } from '../parts/Teaser';
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
    <>
      <title>{`${name} · The Night Boat`}</title>
      <h1>{name}</h1>
      <p className="lede">{description}</p>
      <Tree kind="topic" above={broader} below={narrower} />
      <h2 className="label">{articles?.totalCount} articles</h2>
      <Teasers articles={articles?.nodes} />
      {articles?.pageInfo.hasNextPage && <More load={() => fetchMore({ variables: { after: articles.pageInfo.endCursor } })} />}
    </>
  );
}
