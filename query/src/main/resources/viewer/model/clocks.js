// SPDX-License-Identifier: Apache-2.0
// The differences between the clocks of a trace's processes, in words. Pure functions.

import { duration } from './format.js';

/** The times that the address asks for: true for corrected ones. */
export const isCorrected = (text) => text === 'corrected';

/** The words for how far a clock is ahead of another; null is an unknown bound. */
export function aheadText(least, most) {
  if (least === null && most === null) {
    return 'not known';
  }
  if (least === null) {
    return most < 0 ? `at least ${duration(-most)} behind` : `at most ${duration(most)} ahead`;
  }
  if (most === null) {
    return least > 0 ? `at least ${duration(least)} ahead` : `at most ${duration(-least)} behind`;
  }
  if (least < 0 && most > 0) {
    return `between ${duration(-least)} behind and ${duration(most)} ahead`;
  }
  const [near, far] = least >= 0 ? [least, most] : [-most, -least];
  const side = least >= 0 ? 'ahead' : 'behind';
  return duration(near) === duration(far) ? `${duration(near)} ${side}` : `between ${duration(near)} and ${duration(far)} ${side}`;
}

function namesOf({ service, host, otherService, otherHost }) {
  const named = service === otherService && host !== otherHost;
  return [named && host ? `${service} on ${host}` : service, named && otherHost ? `${otherService} on ${otherHost}` : otherService];
}

/** A sentence for two clocks that differ, or whose calls contradict each other. */
export function differenceText({ service, host, otherService, otherHost, leastNanos, mostNanos, contradictory }) {
  const [one, other] = namesOf({ service, host, otherService, otherHost });
  if (contradictory && areContradictory(leastNanos, mostNanos)) {
    return `The calls between ${one} and ${other} contradict each other on how far their clocks differ, so this pair is not corrected.`;
  }
  const ahead = aheadText(leastNanos, mostNanos);
  return `The clock of ${one} is ${ahead.endsWith('ahead') ? `${ahead} of` : ahead} that of ${other}.`;
}

const MOST_SENTENCES = 2;

const MOST_PAIRS = 4;

/** Sentences on the clocks of a trace; none if all of them may be right. */
export function clockSentences({ differences, differenceCount }) {
  const together = differences.filter(isOfACycle);
  const some = differences.filter((difference) => !isOfACycle(difference)).slice(0, MOST_SENTENCES);
  const more = differenceCount - some.length - together.length;
  return [
    ...some.map(differenceText),
    ...(more > 0 ? [`${more} more ${more === 1 ? 'pair' : 'pairs'} of clocks ${more === 1 ? 'differs' : 'differ'}.`] : []),
    ...(together.length > 0 ? [togetherText(together)] : []),
  ];
}

/** Each of these pairs is possible by itself, but they contradict each other. */
const isOfACycle = ({ contradictory, leastNanos, mostNanos }) => contradictory && !areContradictory(leastNanos, mostNanos);

const areContradictory = (least, most) => least !== null && most !== null && least > most;

function togetherText(pairs) {
  const names = pairs.slice(0, MOST_PAIRS).map((pair) => namesOf(pair).join(' and '));
  const more = pairs.length - names.length;
  return `The calls between ${names.join(', ')}${more > 0 ? ` and ${more} more ${more === 1 ? 'pair' : 'pairs'}` : ''} contradict each other, so these pairs of clocks are not corrected.`;
}

/** The clock of a span's process in words; null if it is that of the root. */
export function clockText(clock, corrected) {
  if (clock === null) {
    return null;
  }
  const ahead = aheadText(clock.leastNanos, clock.mostNanos);
  const words = ahead === 'not known' ? 'difference to the clock of the root not known' : `${ahead}${ahead.endsWith('behind') ? '' : ' of'} the clock of the root`;
  return corrected && clock.shiftNanos !== 0
    ? `${words}; shown ${duration(Math.abs(clock.shiftNanos))} ${clock.shiftNanos < 0 ? 'earlier' : 'later'} than sent` : words;
}
