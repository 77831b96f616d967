import { useQuery } from '@apollo/client/react';
import { Link, useSearchParams } from 'react-router';
import { graphql } from '../../generated/graphql';
import { More } from '../parts/More';
import { Teaser } from '../parts/Teaser';
import { Waiting } from '../parts/Waiting';

const SEARCH = graphql(`
  query Search($text: String!, $where: ArticleFilterInput, $after: String) {
    articles(first: 8, after: $after, search: $text, where: $where) {
      nodes {
        ...Teaser
        searchSnippet(maxLength: 240)
      }
      pageInfo {
        hasNextPage
        endCursor
      }
      totalCount
      searchSuggestion
      facets {
        sections {
          value
          count
        }
      }
    }
  }
`);

export function SearchPage() {
  const [parameters] = useSearchParams();
  const [text, section] = [parameters.get('q') ?? '', parameters.get('section')];
  const { data, error, fetchMore } = useQuery(SEARCH, {
    variables: { text, where: section ? { section: { eq: section } } : undefined },
    skip: text === '',
    // The snippet belongs to this search, and the cache keeps one for each article.
    fetchPolicy: 'no-cache',
  });
  const articles = data?.articles;
  const readOn = () => fetchMore({
    variables: { after: articles?.pageInfo.endCursor },
    updateQuery: (before, { fetchMoreResult: { articles: next } }) => next
      ? { articles: { ...next, nodes: [...(before.articles?.nodes ?? []), ...(next.nodes ?? [])] } }
      : before,
  });
  return (
    <>
      <title>{`${text || 'Search'} · The Night Boat`}</title>
      <h1>{text ? `Search: ${text}` : 'Search'}</h1>
      {!text && <p className="lede">Words, “phrases in quotes”, or between words, and -without a word.</p>}
      {text && !articles && <Waiting error={error} />}
      {articles && (
        <>
          <p className="lede" role="status">{articles.totalCount} {articles.totalCount === 1 ? 'article' : 'articles'}</p>
          {articles.searchSuggestion && (
            <p className="lede">
              Did you mean <Link to={`?${new URLSearchParams({ q: articles.searchSuggestion })}`}>{articles.searchSuggestion}</Link>?
            </p>
          )}
          <ul className="chips" aria-label="Sections">
            {section && <li><Link to={`?${new URLSearchParams({ q: text })}`}>All sections</Link></li>}
            {articles.facets.sections.map(({ value, count }) => (
              <li key={value}>
                <Link to={`?${new URLSearchParams({ q: text, section: value })}`} aria-current={value === section}>{value} {count}</Link>
              </li>
            ))}
          </ul>
          <ul className="teasers found">
            {articles.nodes?.map((article) => (
              <li key={article.id}>
                <Teaser article={{ ...article, summary: null }} level={2} />
                {/* The service escapes the text; the only markup is mark. */}
                <p className="snippet" dangerouslySetInnerHTML={{ __html: article.searchSnippet ?? '' }} />
              </li>
            ))}
          </ul>
          {articles.pageInfo.hasNextPage && <More load={readOn} />}
        </>
      )}
    </>
  );
}
