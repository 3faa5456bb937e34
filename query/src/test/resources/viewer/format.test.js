// SPDX-License-Identifier: Apache-2.0
import { ago, axisTime, count, duration, millis, nameText, oneIn, percentage, plural, rate } from '/viewer/model/format.js';
import { equal } from './check.js';

export function writesDurationsWithThreeDigits() {
  const written = {
    0: '0', 1: '1 ns', 999: '999 ns', 1000: '1 µs', 12345: '12.3 µs', 999499: '999 µs', 999999: '1 ms', 1234567: '1.23 ms',
    99960000: '100 ms', 123456789: '123 ms', 1000000000: '1 s', 59400000000: '59.4 s', 60000000000: '1 min',
    123000000000: '2 min 3 s', 3600000000000: '1 h', 3725000000000: '1 h 2 min', 90000000000000: '1 d 1 h',
  };
  equal(Object.keys(written).map((nanos) => duration(Number(nanos))), Object.values(written));
  equal(duration(-1500), '−1.5 µs');
}

export function groupsDigits() {
  equal([0, 999, 1000, 1234567].map(count), ['0', '999', '1,000', '1,234,567']);
  equal([plural(1, 'span'), plural(1200, 'span')], ['1 span', '1,200 spans']);
}

export function showsThatANameIsEmpty() {
  equal(['GET /', '', ' '].map(nameText), ['GET /', '(no name)', '(no name)']);
}

export function showsSignsThatTurnTheDirection() {
  equal(nameText('\u05e9\u05dc\u05d5\u05dd \u202egnp.exe'), '\u05e9\u05dc\u05d5\u05dd \\u202egnp.exe');
}

export function keepsMicrosecondsOfAMoment() {
  equal(millis('1769860800123456789'), 1769860800123.456);
}

export function saysHowLongAgo() {
  const now = 1e12;
  equal([0, 5e3, 65e3, 7.3e6, 2e8, -4e3].map((past) => ago(now - past, now)),
    ['now', '5 s ago', '1 min ago', '2 h ago', '2 d ago', 'now']);
}

export function saysHowManyATraceStandsFor() {
  equal([1, 0.5, 0.4, 0.0625, 1 / 1024].map(oneIn), ['every one', '1 in 2', '1 in 2.5', '1 in 16', '1 in 1,024']);
}

export function writesRatesInAUnitWithoutSmallFractions() {
  equal([rate(0), rate(12.345), rate(1234.6), rate(0.5), rate(0.02), rate(1 / 3600), rate(0.5, 2)],
    ['0/s', '12.3/s', '1,235/s', '30/min', '1.2/min', '1/h', '0.5/s']);
  equal([percentage(0), percentage(0.00001), percentage(0.0123), percentage(1)], ['0 %', '<0.01 %', '1.23 %', '100 %']);
}

export function writesMomentsOnAnAxis() {
  const at = new Date(2026, 0, 31, 14, 3, 22).getTime();
  equal([axisTime(at, 3600000), axisTime(at - 22000, 3600000), axisTime(at, 2 * 86400000)], ['14:03:22', '14:03', '01-31 14:03']);
  equal(axisTime(new Date(2026, 0, 31).getTime(), 2 * 86400000), '2026-01-31');
}
