// Times in the language and time zone of the reader's browser.

const languages = [...navigator.languages];

/** The language of the times, for the attribute `lang`: a screen reader pronounces the times with it. */
export const locale = new Intl.DateTimeFormat(languages).resolvedOptions().locale;

/** @param {Intl.DateTimeFormatOptions} options */
const format = (options) => new Intl.DateTimeFormat(languages, options).format;
const relative = new Intl.RelativeTimeFormat(languages, { numeric: 'auto' });
const clock = format({ timeStyle: 'short' });
const dayAndClock = format({ day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' });
const day = format({ weekday: 'long', day: 'numeric', month: 'long' });
const dayOfYear = format({ day: 'numeric', month: 'long', year: 'numeric' });

/** The date and time in full. */
export const full = format({ dateStyle: 'full', timeStyle: 'short' });

/** Returns the midnight before a moment. @param {string | number} moment */
export const startOf = (moment) => new Date(moment).setHours(0, 0, 0, 0);

/**
 * Returns how long ago a moment was, for example "3 minutes ago". For a moment more than a day ago, returns the time.
 * @param {string} moment
 * @param {boolean} withDay True if the day is not shown beside the time.
 */
export function ago(moment, withDay) {
  const seconds = (Date.now() - Date.parse(moment)) / 1000;
  if (seconds < 45) return relative.format(0, 'second');
  if (seconds < 3_570) return relative.format(-Math.max(1, Math.round(seconds / 60)), 'minute');
  if (seconds < 84_600) return relative.format(-Math.round(seconds / 3_600), 'hour');
  return (withDay ? dayAndClock : clock)(new Date(moment));
}

/** Returns the name of a day: "Today", "Yesterday", or its weekday and date. @param {number} date The midnight at which the day begins. */
export function nameOf(date) {
  const days = Math.round((startOf(Date.now()) - date) / 86_400_000);
  const name = days < 2 ? relative.format(-days, 'day') : (days < 300 ? day : dayOfYear)(date);
  return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1);
}

/** Returns the time of day. @param {number} moment */
export const clockOf = (moment) => clock(moment);
