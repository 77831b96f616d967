import type { TypedDocumentNode } from '@apollo/client';
import { useApolloClient } from '@apollo/client/react';
import { print } from 'graphql';
import { useEffect, useState } from 'react';
import { applyChange, createFetchClient, resuming, type State } from './newsapi.js';

type Page<T> = { articles?: { nodes?: readonly T[] | null; wireCursor: string } | null };
type Changes<T> = { articleChanges: { kind: string; id: string; article?: T | null } };

const connection = createFetchClient('/graphql');

/**
 * The first `size` articles of a list, now and after every change. `page` is sorted by `publishedAt`, the newest first, and `changes` has
 * the same filter. `variables` must stay the same object.
 */
export function useLiveList<T extends { id: string }, V extends { size: number }>(
  page: TypedDocumentNode<Page<T>, V>, changes: TypedDocumentNode<Changes<T>, Omit<V, 'size'>>, variables: V,
) {
  const client = useApolloClient();
  const [list, setList] = useState<readonly T[]>([]);
  const [arrived, setArrived] = useState<ReadonlySet<string>>(new Set());
  const [status, setStatus] = useState<State | 'ended'>('connecting');

  useEffect(() => {
    // Reads the page and returns its cursor: at the start, and when the service rejects a cursor.
    const readPage = async (_: unknown, signal: AbortSignal) => {
      const context = { fetchOptions: { signal } };
      const { data } = await client.query<Page<T>>({ query: page, variables, fetchPolicy: 'no-cache', context });
      if (!data?.articles) throw new Error('The page cannot be read.');
      setList(data.articles.nodes ?? []);
      return data.articles.wireCursor;
    };
    const { size, ...filter } = variables;
    return resuming(connection, readPage, { status: setStatus }).subscribe({ query: print(changes), variables: filter }, {
      next({ data: { articleChanges: change } }: { data: Changes<T> }) {
        setList((before) => applyChange(before, change, { order: [{ publishedAt: 'DESC' }], size }));
        if (change.kind === 'ENTERED') setArrived((before) => new Set(before).add(change.id));
      },
      error: () => setStatus('ended'),
      complete() {},
    });
  }, [client, page, changes, variables]);

  return { list, arrived, status };
}
