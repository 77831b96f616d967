import { Link } from 'react-router';
import { graphql } from '../../generated/graphql';
import type { TeaserFragment } from '../../generated/graphql/graphql';
import { Moment } from './Moment';
import { Picture } from './Picture';

export const TEASER = graphql(`
  fragment Teaser on Article {
    id
    slug
    headline
    summary
    section
    genre
    urgency
    language
    publishedAt
    images {
      ...Picture
    }
  }
`);

type Props = {
  article: TeaserFragment;
  /** The level of the headline within the page. */
  level?: 2 | 3;
  /** `lead`: the story of the page. `line`: without picture and summary. */
  as?: 'lead' | 'card' | 'line';
  /** Stands beside the time, such as "New". */
  mark?: string | undefined;
};

const sizes = { lead: '(min-width: 60rem) 44rem, 100vw', card: '20rem' };

/** An article in a list. */
export function Teaser({ article, level = 3, as = 'card', mark }: Props) {
  const Headline: 'h2' | 'h3' = `h${level}`;
  const [picture] = article.images;
  return (
    <article className={`teaser ${as}`} lang={article.language === 'und' ? undefined : article.language}>
      {picture && as !== 'line' && <Picture of={picture} sizes={sizes[as]} eager={as === 'lead'} />}
      <div>
        <p className="kicker" lang="en">
          {mark && <strong>{mark}</strong>}
          {article.section && <span>{article.section}</span>}
          {article.genre && article.genre !== 'News' && <span>{article.genre}</span>}
          <Moment at={article.publishedAt} />
        </p>
        <Headline><Link to={`/article/${article.slug}`}>{article.headline}</Link></Headline>
        {as !== 'line' && <p className="summary">{article.summary}</p>}
      </div>
    </article>
  );
}

export function Teasers({ articles }: { articles: readonly TeaserFragment[] | null | undefined }) {
  return <ul className="teasers">{articles?.map((article) => <li key={article.id}><Teaser article={article} level={2} /></li>)}</ul>;
}
