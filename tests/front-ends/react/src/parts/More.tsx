import { useEffect, useRef, useState } from 'react';

/** Reads on when its place comes into view. It is a button, for those who do not scroll and after a failure. */
export function More({ load }: { load: () => Promise<unknown> }) {
  const place = useRef<HTMLButtonElement>(null);
  const [state, setState] = useState<'ready' | 'loading' | 'failed'>('ready');
  const begin = () => {
    setState('loading');
    load().then(() => setState('ready'), () => setState('failed'));
  };

  useEffect(() => {
    if (state !== 'ready' || !place.current) return;
    const observer = new IntersectionObserver(([seen]) => { if (seen?.isIntersecting) begin(); }, { rootMargin: '600px' });
    observer.observe(place.current);
    return () => observer.disconnect();
  });

  return (
    <button ref={place} className="more" onClick={begin} disabled={state === 'loading'}>
      {state === 'failed' ? 'That failed. Try again' : state === 'loading' ? 'Reading on …' : 'More'}
    </button>
  );
}
