const numbers = new Intl.NumberFormat('en');
const ordinalRules = new Intl.PluralRules('en', { type: 'ordinal' });
const suffixes = { one: 'st', two: 'nd', few: 'rd', other: 'th' };
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const dates = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });
const moments = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium' });

export function count(number, one, many = `${one}s`) {
  return `${numbers.format(number)} ${number === 1 ? one : many}`;
}

export function number(value) {
  return numbers.format(value);
}

export function placeInLine(position) {
  return position === 1 ? 'next in line' : `${position}${suffixes[ordinalRules.select(position)]} in line`;
}

export function timeLeft(seconds) {
  if (seconds < 1) {
    return 'almost done';
  }
  return seconds < 90 ? `about ${Math.ceil(seconds)} s left` : `about ${Math.round(seconds / 60)} min left`;
}

export function duration(milliseconds) {
  const seconds = Math.max(0, milliseconds) / 1000;
  if (seconds < 10) {
    return `${Math.max(0.1, seconds).toFixed(1)} s`;
  }
  return seconds < 90 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
}

export function ago(milliseconds) {
  const minutes = Math.round(milliseconds / 60_000);
  if (minutes < 1) {
    return 'just now';
  }
  if (minutes < 60) {
    return relative.format(-minutes, 'minute');
  }
  const hours = Math.round(minutes / 60);
  return hours < 24 ? relative.format(-hours, 'hour') : relative.format(-Math.round(hours / 24), 'day');
}

export function day(iso) {
  return dates.format(new Date(iso));
}

export function moment(iso) {
  return moments.format(new Date(iso));
}

/** On one line, however it was written. */
export function oneLine(text) {
  return text.replace(/\s+/g, ' ').trim();
}
