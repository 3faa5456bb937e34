// SPDX-License-Identifier: Apache-2.0
import { axisTime, clock, day, moment } from '/viewer/model/format.js';
import { timeTicks } from '/viewer/model/scale.js';
import { rangeFields, rangeParameters } from '/viewer/model/time-range.js';
import { switchZone, zone, zoneName } from '/viewer/model/zone.js';
import { equal } from './check.js';

const AT = Date.UTC(2026, 0, 31, 23, 5, 7, 89);

function inUtc(test) {
  switchZone();
  try {
    test();
  } finally {
    switchZone();
  }
}

export function showsTimesInUtc() {
  equal(zone(), 'local');
  inUtc(() => {
    equal([zone(), clock(AT), day(AT), moment(AT)], ['utc', '23:05:07.089', '2026-01-31', '2026-01-31 23:05:07.089 UTC']);
    equal(axisTime(Date.UTC(2026, 1, 1), 3 * 86400000), '2026-02-01');
    equal(timeTicks(AT, AT + 3600000, 2), [Date.UTC(2026, 0, 31, 23, 30), Date.UTC(2026, 1, 1)]);
  });
}

export function readsTheFieldsOfItsZone() {
  const given = new URLSearchParams('start=2026-01-31T12:00:00Z&end=2026-07-31T12:30:00Z');
  for (const inZone of [(test) => test(), inUtc]) {
    inZone(() => equal(rangeParameters(rangeFields(given)), [['start', '2026-01-31T12:00:00.000Z'], ['end', '2026-07-31T12:30:00.000Z']]));
  }
  inUtc(() => equal(rangeFields(given).start, '2026-01-31T12:00:00'));
}

export function namesTheZone() {
  inUtc(() => equal(zoneName(AT), 'UTC'));
  const minutes = -new Date(AT).getTimezoneOffset();
  equal(zoneName(AT) === 'UTC', minutes === 0);
}
