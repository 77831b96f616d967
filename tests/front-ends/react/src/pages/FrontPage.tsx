import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import { graphql } from '../../generated/graphql';
import type { TeaserFragment } from '../../generated/graphql/graphql';
import { Teaser } from '../parts/Teaser';
import { Waiting } from '../parts/Waiting';

// One request: everything on the page is of one moment.
const FRONT = graphql(`
  query Front {
    articles(first: 50) {
      nodes {
        ...Teaser
      }
    }
    sections {
      name
    }
  }
`);

export function FrontPage() {
  const { data, error } = useQuery(FRONT, { fetchPolicy: 'cache-and-network' });
  if (!data) return <Waiting error={error} />;
  const articles = data.articles?.nodes ?? [];
  const lead = findLead(articles);
  const others = articles.filter((article) => article !== lead);
  const [beside, rest] = [others.slice(0, 6), others.slice(6)];
  return (
    <>
      <title>The Night Boat</title>
      <h1 className="hidden">The news</h1>
      <div className="front">
        {lead && <Teaser article={lead} as="lead" level={2} />}
        <div className="beside">
          <h2 className="label">Newest</h2>
          {beside.map((article) => <Teaser key={article.id} article={article} as="line" />)}
        </div>
      </div>
      {data.sections.map(({ name }) => {
        const own = rest.filter(({ section }) => section === name).slice(0, 4);
        return own.length > 0 && (
          <section key={name} className="strip" aria-label={name}>
            <h2 className="label"><Link to={`/section/${encodeURIComponent(name)}`}>{name}</Link></h2>
            <div>{own.map((article) => <Teaser key={article.id} article={article} />)}</div>
          </section>
        );
      })}
    </>
  );
}

/** The story with a picture that is the most urgent; a day older counts as one step less urgent. */
function findLead(articles: readonly TeaserFragment[]) {
  const rank = ({ urgency, publishedAt }: TeaserFragment) => (urgency ?? 5) - Date.parse(publishedAt ?? '') / 86_400_000;
  return articles.filter(({ images }) => images.length > 0).toSorted((a, b) => rank(a) - rank(b))[0] ?? articles[0];
}
