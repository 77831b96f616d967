import { useQuery } from '@apollo/client/react';
import { useParams } from 'react-router';
import { graphql } from '../../generated/graphql';
import { Articles } from '../parts/Articles';
import { Tree } from '../parts/Tree';
import { Waiting } from '../parts/Waiting';
import { MissingPage } from './MissingPage';

const PLACE = graphql(`
  query Place($slug: String!) {
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
    }
  }
`);

/** A place, and the articles of the place and of everything below it. */
export function PlacePage() {
  const { slug = '' } = useParams();
  const { data, error } = useQuery(PLACE, { variables: { slug } });
  if (!data) return <Waiting error={error} />;
  if (!data.place) return <MissingPage />;
  const { id, name, description, within, contains } = data.place;
  return (
    <>
      <title>{`${name} · The Night Boat`}</title>
      <h1>{name}</h1>
      <p className="lede">{description}</p>
      <Tree kind="place" above={within} below={contains} />
      <Articles where={{ places: { some: { within: id } } }} />
    </>
  );
}
