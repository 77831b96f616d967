import type { TeaserFragment } from '../../generated/graphql/graphql';
import { More } from './More';
import { Teasers } from './Teaser';

type Props = {
  page: {
    nodes: readonly TeaserFragment[];
    pageInfo: { hasNextPage: boolean; endCursor?: string | null | undefined };
  } | null | undefined;
  readOn: (after: string | null | undefined) => Promise<unknown>;
};

/** A list of articles that reads on as the reader scrolls. */
export function Articles({ page, readOn }: Props) {
  return (
    <>
      <Teasers articles={page?.nodes} />
      {page?.pageInfo.hasNextPage && <More load={() => readOn(page.pageInfo.endCursor)} />}
    </>
  );
}
