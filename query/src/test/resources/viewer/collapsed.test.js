// SPDX-License-Identifier: Apache-2.0
import { keepCollapsed, keptCollapsed } from '/viewer/model/collapsed.js';
import { equal } from './check.js';

export function keepsTheRowsOfEachTrace() {
  sessionStorage.clear();
  keepCollapsed('a', ['1', '2']);
  keepCollapsed('b', ['3']);
  keepCollapsed('a', ['2']);
  equal([keptCollapsed('a'), keptCollapsed('b'), keptCollapsed('c')], [['2'], ['3'], []]);
  keepCollapsed('a', []);
  equal(keptCollapsed('a'), []);
}

export function keepsNoMoreThanTheBrowserShouldHold() {
  sessionStorage.clear();
  const rows = Array.from({ length: 501 }, (unused, i) => String(i));
  keepCollapsed('many', rows);
  equal(keptCollapsed('many'), []);
  keepCollapsed('many', rows.slice(1));
  equal(keptCollapsed('many').length, 500);
  for (let i = 0; i < 20; i++) {
    keepCollapsed(`t${i}`, ['1']);
  }
  equal([keptCollapsed('many'), keptCollapsed('t0')], [[], ['1']]);
}

export function ignoresWhatItHasNotWritten() {
  sessionStorage.setItem('dapper-collapsed', '{');
  equal(keptCollapsed('a'), []);
  sessionStorage.setItem('dapper-collapsed', '5');
  equal(keptCollapsed('a'), []);
  sessionStorage.clear();
}
