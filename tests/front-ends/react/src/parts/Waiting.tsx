import type { ReactNode } from 'react';

/** What a page shows while it waits for the service, or when the request failed. */
export function Waiting({ error }: { error?: Error | undefined }): ReactNode {
  return error
    ? <p className="failure" role="alert">This page cannot be read just now: {error.message}</p>
    : <p className="waiting">Reading …</p>;
}
