import type { FieldPolicy, Reference } from '@apollo/client';

/** A page of a list that is read as `nodes`. */
type Page = { nodes?: readonly Reference[]; pageInfo?: { endCursor?: string | null }; wireCursor?: string };

/** Makes one list of the pages that `fetchMore` reads. Every argument but the cursor makes a list of its own. */
export const pages: FieldPolicy<Page> = {
  keyArgs: ['first', 'skip', 'search', 'where', 'order', 'below'],
  merge(list, page, { args }) {
    if (!list || !args?.after) return page;
    // A page that was asked for twice, or that belongs to a list that has been read again since.
    if (args.after !== list.pageInfo?.endCursor) return list;
    // A subscription begins after the first page, because only that page is as old as the list.
    return { ...page, nodes: [...(list.nodes ?? []), ...(page.nodes ?? [])], wireCursor: list.wireCursor };
  },
};
