// SPDX-License-Identifier: Apache-2.0
import { MOST_ROWS, NOTHING_YET, afterLeftOut, afterTrace, livePath, liveWords, paused, resumed } from '/viewer/model/live.js';
import { equal } from './check.js';

const trace = (traceId, spanCount = 1) => ({ traceId, spanCount });
const ids = (list) => list.map(({ traceId }) => traceId).join('');
const after = (state, ...traces) => traces.reduce(afterTrace, state);

export function putsNewTracesAtTheTop() {
  const live = after(NOTHING_YET, trace('a'), trace('b'), trace('a', 5));
  equal([ids(live.shown), live.arrived, live.shown[1].spanCount], ['ba', 2, 5]);
}

export function keepsTheListWhilePaused() {
  const live = after(paused(after(NOTHING_YET, trace('a'))), trace('b'), trace('c'), trace('b', 7), trace('a', 3));
  equal([ids(live.shown), ids(live.waiting), live.shown[0].spanCount, live.arrived], ['a', 'cb', 3, 3]);
  const on = resumed(live);
  equal([ids(on.shown), ids(on.waiting), on.isPaused, on.shown[1].spanCount], ['cba', '', false, 7]);
}

export function isBounded() {
  const many = Array.from({ length: 3 * MOST_ROWS }, (_, i) => trace(`t${i}`));
  const live = after(NOTHING_YET, ...many);
  equal([live.shown.length, live.arrived, live.shown[0].traceId], [MOST_ROWS, 3 * MOST_ROWS, `t${3 * MOST_ROWS - 1}`]);
  const waiting = after(paused(live), ...many.map(({ traceId }) => trace(`w${traceId}`)));
  equal([waiting.shown.length, waiting.waiting.length, resumed(waiting).shown.length], [MOST_ROWS, MOST_ROWS, MOST_ROWS]);
  equal(liveWords(live), '300 new traces, the newest 100 below');
}

export function saysWhatIsLeftOut() {
  equal(liveWords(NOTHING_YET), 'Waiting for new traces');
  const live = afterLeftOut(afterLeftOut(after(NOTHING_YET, trace('a')), { traces: 2, more: false }), { traces: 3, more: false });
  equal(liveWords(live), '1 new trace, 5 traces left out');
  equal(liveWords(afterLeftOut(live, { traces: 0, more: true })), '1 new trace, at least 5 traces left out');
  equal(liveWords(afterLeftOut(NOTHING_YET, { traces: 0, more: true })), 'Waiting for new traces, at least 1 trace left out');
}

export function followsTheQuery() {
  equal(new URL(livePath('{ .a = "&" }'), 'http://x').searchParams.get('q'), '{ .a = "&" }');
}
