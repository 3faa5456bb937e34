// SPDX-License-Identifier: Apache-2.0
import { pageLinks, serviceOf, servicePath } from '/viewer/model/pages.js';
import { askedRange, endsNow, lookbacks, momentOf, rangeMistakes, secondsOf, stepSeconds, withRange } from '/viewer/model/time-range.js';
import { equal } from './check.js';

const NOW = Date.parse('2026-01-31T12:00:00Z');

export function asksForTheRangeOfTheAddress() {
  equal(askedRange('').toString(), 'lookback=1h');
  equal(askedRange('?lookback=3h&sort=name&filter=a').toString(), 'lookback=3h');
  equal(askedRange('?start=2026-01-31T12:00:00Z&end=').toString(), 'start=2026-01-31T12%3A00%3A00Z');
  equal(withRange('/services', '?lookback=3h&q=%7B%7D'), '/services?lookback=3h');
  equal(withRange('/services', '?sort=name'), '/services');
  equal([endsNow('?lookback=3h'), endsNow('?start=1790000000'), endsNow('?start=1790000000&end=1790000600')], [true, true, false]);
}

export function choosesStepsThatAreStored() {
  const step = (search, most = 60) => stepSeconds(search, most, NOW);
  equal(['5m', '15m', '1h', '3h', '12h', '24h', '2d', '7d', '14d'].map((lookback) => step(`?lookback=${lookback}`)),
    [10, 60, 60, 180, 1200, 1800, 3000, 10800, 21600]);
  equal(step('?lookback=24h', 150), 600);
  equal(step('?start=2026-01-31T11:50:00Z&end=2026-01-31T12:00:00Z'), 10);
  equal(step('?start=2026-01-28T11:50:00Z&end=2026-01-28T12:00:00Z'), 600);
  equal(step('?start=2026-01-01T00:00:00Z&end=2026-01-01T01:00:00Z'), 3600);
  equal(step('?lookback=soon'), 60);
}

export function readsDurationsAndMoments() {
  equal([secondsOf('1h30m'), secondsOf('90 s'), secondsOf('250ms'), secondsOf('2w')], [5400, 90, 0.25, 1209600]);
  equal(Number.isNaN(secondsOf('soon')), true);
  equal(['1769860800', '1769860800000', '1769860800000000000', '2026-01-31T12:00:00Z'].map(momentOf), [NOW, NOW, NOW, NOW]);
  equal(rangeMistakes({ lookback: '1h', start: '', end: '' }), {});
  equal(rangeMistakes({ lookback: 'custom', start: '', end: '' }), { start: 'When to begin' });
  equal(lookbacks('4h').at(-1), ['4h', 'Last 4h']);
}

export function linksToThePagesWithTheTimeRange() {
  equal(pageLinks('/service/a', '?lookback=3h&kind=job', null).map(({ name, href, current }) => [name, href, current]).slice(0, 2),
    [['Search', '/search?lookback=3h', false], ['Services', '/services?lookback=3h', true]]);
  equal(pageLinks('/trace/1', '', '?q=1')[0], { name: '← Results', href: '/search?q=1', current: false });
  equal(pageLinks('/', '', null)[0].current, true);
  equal(servicePath('a/b c?', '?lookback=3h'), '/service/a/b%20c%3F?lookback=3h');
  equal(['/service/a/b%20c%3F', '/services', '/service/'].map(serviceOf), ['a/b c?', null, null]);
}
