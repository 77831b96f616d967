import { useQuery } from '@apollo/client/react';
import { Link, useParams } from 'react-router';
import { graphql } from '../../generated/graphql';
import { Moment } from '../parts/Moment';
import { Picture } from '../parts/Picture';
import { Teaser } from '../parts/Teaser';
import { Waiting } from '../parts/Waiting';
import { MissingPage } from './MissingPage';

const ARTICLE = graphql(`
  query Article($slug: String!) {
    article(slug: $slug) {
      ...Teaser
      kicker
      byline
      dateline
      source
      wordCount
      body
      people {
        id
        slug
        name
        description
      }
      places {
        id
        slug
        name
      }
      topics {
        id
        slug
        name
      }
      corrections {
        correctedAt
        note
      }
      related(first: 4) {
        ...Teaser
      }
    }
  }
`);

const WORDS_A_MINUTE = 230;

export function ArticlePage() {
  const { slug = '' } = useParams();
  const { data, error } = useQuery(ARTICLE, { variables: { slug } });
  if (!data) return <Waiting error={error} />;
  if (!data.article) return <MissingPage />;
  const { article } = data;
  const [picture] = article.images;
  return (
    <div className="reading">
      <title>{`${article.headline} · The Night Boat`}</title>
      <article className="story" lang={article.language === 'und' ? undefined : article.language}>
        <p className="kicker" lang="en">
          {article.section && <Link to={`/section/${encodeURIComponent(article.section)}`}>{article.section}</Link>}
          {article.genre && <span>{article.genre}</span>}
          <span>{Math.max(1, Math.round(article.wordCount / WORDS_A_MINUTE))} min</span>
        </p>
        <h1>{article.headline}</h1>
        <p className="lede">{article.summary}</p>
        <p className="byline">{[article.byline, article.dateline].filter(Boolean).join(', ')} <Moment at={article.publishedAt} /></p>
        {picture && (
          <figure>
            <Picture of={picture} sizes="(min-width: 60rem) 52rem, 100vw" eager />
            <figcaption>{[picture.caption, picture.credit].filter(Boolean).join(' ')}</figcaption>
          </figure>
        )}
        {article.corrections.map(({ correctedAt, note }) => (
          <p key={correctedAt} className="correction"><strong>Corrected <Moment at={correctedAt} />:</strong> {note}</p>
        ))}
        {/* The service sanitises the HTML of every body. */}
        <div className="body" dangerouslySetInnerHTML={{ __html: article.body ?? '' }} />
      </article>
      <aside className="more-about" aria-labelledby="more-about">
        <h2 className="label" id="more-about">Find more</h2>
        <ul className="chips">
          {article.topics.map(({ id, slug, name }) => <li key={id}><Link to={`/topic/${slug}`}>{name}</Link></li>)}
          {article.people.map(({ id, slug, name }) => <li key={id}><Link to={`/person/${slug}`}>{name}</Link></li>)}
          {article.places.map(({ id, slug, name }) => <li key={id}><Link to={`/place/${slug}`}>{name}</Link></li>)}
        </ul>
      </aside>
      {article.related && article.related.length > 0 && (
        <section className="strip related" aria-label="Related articles">
          <h2 className="label">Related</h2>
          <div>{article.related.map((other) => <Teaser key={other.id} article={other} />)}</div>
        </section>
      )}
    </div>
  );
}
