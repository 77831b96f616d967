/** A headline as the pages of this folder show it. */
export type Headline = { id: string; headline: string; publishedAt?: string | null };

export type Shown = { list: readonly Headline[]; status: string };

export function Headlines({ list, status }: Shown) {
  return (
    <>
      <p role="status">{status}</p>
      <ol>{list.map(({ id, headline }) => <li key={id}>{headline}</li>)}</ol>
    </>
  );
}
