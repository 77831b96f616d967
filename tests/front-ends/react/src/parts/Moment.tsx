const minutes = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });
const days = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long' });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'short' });

/** A time as a reader says it: "5 minutes ago", "yesterday", "26 October". */
export function Moment({ at }: { at: string | null | undefined }) {
  if (!at) return null;
  const time = new Date(at);
  return <time dateTime={at} title={exact.format(time)}>{describe(time)}</time>;
}

function describe(time: Date) {
  const ago = Math.max(0, Math.round((Date.now() - time.getTime()) / 60_000));
  if (ago < 60) return minutes.format(-ago, 'minute');
  if (ago < 24 * 60) return minutes.format(-Math.round(ago / 60), 'hour');
  return ago < 48 * 60 ? minutes.format(-1, 'day') : days.format(time);
}
