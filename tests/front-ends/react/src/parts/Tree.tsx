import { Link } from 'react-router';

type Node = { slug: string; name: string };

/** What lies directly above a topic or place, and what lies below it. */
export function Tree({ kind, above, below }: { kind: 'topic' | 'place'; above: Node | null | undefined; below: readonly Node[] }) {
  return (
    <>
      {above && <p className="above"><Link to={`/${kind}/${above.slug}`}>{above.name}</Link></p>}
      {below.length > 0 && (
        <ul className="chips" aria-label="Below">
          {below.map(({ slug, name }) => <li key={slug}><Link to={`/${kind}/${slug}`}>{name}</Link></li>)}
        </ul>
      )}
    </>
  );
}
