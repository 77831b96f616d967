// A front end's code against the generated types; tsc reads it, nobody runs it. What must not compile says so.
import { ApolloClient, HttpLink, InMemoryCache } from '@apollo/client';
import { ArticlePageDocument, EntitySearchDocument, FrontPageDocument, type ArticleStatus, type MentionRelation } from './generated/operations';

const client = new ApolloClient({ link: new HttpLink({ uri: '/graphql' }), cache: new InMemoryCache() });

export async function headlines(after?: string): Promise<string[]> {
  const { data } = await client.query({ query: FrontPageDocument, variables: { first: 5, after: after ?? null } });
  return data?.articles?.nodes?.map((article) => article.headline) ?? [];
}

export async function people(slug: string): Promise<{ name: string; rel: MentionRelation }[]> {
  const { data } = await client.query({ query: ArticlePageDocument, variables: { slug } });
  const published: string | null | undefined = data?.article?.publishedAt;
  console.log(published);
  return data?.article?.mentions.map(({ entity, rel }) => ({ name: entity.name, rel })) ?? [];
}

export const status: ArticleStatus = 'PUBLISHED';

// @ts-expect-error: there is no such status
export const noStatus: ArticleStatus = 'LOST';

// @ts-expect-error: the slug is required
void client.query({ query: ArticlePageDocument, variables: {} });

// @ts-expect-error: the text is a string
void client.query({ query: EntitySearchDocument, variables: { text: 5 } });

export async function wrongField(): Promise<unknown> {
  const { data } = await client.query({ query: FrontPageDocument });
  // @ts-expect-error: the front page does not ask for the body
  return data?.articles?.nodes?.[0]?.body;
}

export async function wrongType(): Promise<number | undefined> {
  const { data } = await client.query({ query: FrontPageDocument });
  // @ts-expect-error: a headline is text
  return data?.articles?.nodes?.[0]?.headline;
}
