// SPDX-License-Identifier: Apache-2.0
// One pattern: how many traces have it, how long they take, what decides that.

import { css, html, nothing, svg } from 'lit';
import { duration, nameText, percentage, plural } from '../model/format.js';
import { barsOf, changeTexts, partsOf, shareOf, ticksOf, weightText } from '../model/patterns.js';
import { error } from '../parts/icons.js';
import { percent, place } from '../parts/place.js';
import { serviceDot } from '../parts/service-chip.js';

const HEIGHT = 56;
const NAMES = { 0.5: 'p50', 0.95: 'p95', 0.99: 'p99' };

export const cardStyles = css`
  .card { display: grid; grid-template-columns: 172px minmax(0, 1.1fr) minmax(0, 1fr); gap: 0 28px; padding: 14px 16px; border: 1px solid var(--line); border-radius: 8px; background: var(--raised); }
  .card h2 { font-size: 14px; font-weight: 600; }
  .card h3 { margin-bottom: 6px; font-size: 12px; font-weight: 400; color: var(--muted); }
  .share { height: 8px; margin: 8px 0; border-radius: 4px; background: var(--line); overflow: hidden; }
  .share i { display: block; height: 100%; border-radius: 4px; background: var(--accent-fill); }
  .count { font-size: 13px; color: var(--muted); }
  .bad { display: inline-flex; align-items: center; gap: 4px; margin-top: 6px; color: var(--error); font-weight: 600; font-size: 13px; }
  .card.gone { background: var(--surface); border-style: dashed; }
  .kind { display: inline-flex; gap: 5px; align-items: center; margin-left: 6px; padding: 0 8px; border: 1px solid var(--edge); border-radius: 9px; font-size: 12px; font-weight: 600; line-height: 18px; vertical-align: 1px; }
  .was, .quantiles .was { color: var(--muted); font-size: 12px; font-weight: 400; }
  .count .was { display: block; } .bad { flex-wrap: wrap; }
  .histogram { display: block; width: 100%; height: ${HEIGHT}px; border-bottom: 1px solid var(--edge); }
  .histogram rect { fill: var(--accent); fill-opacity: 0.65; }
  .ticks { position: relative; height: 18px; font-size: 11px; color: var(--muted); }
  .ticks span { position: absolute; transform: translateX(-50%); line-height: 18px; white-space: nowrap; }
  .quantiles { display: flex; flex-wrap: wrap; gap: 4px 18px; margin-top: 4px; font-size: 13px; }
  .quantiles span { color: var(--muted); }
  .stack { display: flex; height: 12px; gap: 1px; border-radius: 3px; overflow: hidden; background: var(--line); }
  .stack i { min-width: 2px; background: var(--service); }
  .parts { display: grid; gap: 2px; margin: 8px 0 0; padding: 0; list-style: none; font-size: 13px; }
  .parts li { display: grid; grid-template-columns: 9px minmax(0, 1fr) auto; gap: 0 8px; align-items: center; }
  .parts .part { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .parts .service { color: var(--muted); }
  @media (max-width: 1100px) { .card { grid-template-columns: 150px minmax(0, 1fr) minmax(0, 1fr); gap: 0 18px; } }
  @media (forced-colors: active) {
    .share, .stack { forced-color-adjust: none; border: 1px solid CanvasText; background: Canvas; } .share i, .stack i { background: CanvasText; }
    .histogram { forced-color-adjust: none; } .histogram rect { fill: CanvasText; fill-opacity: 1; }
  }
`;

/**
 * @param number of the pattern, from 1
 * @param context the `axis` and the number of `traces` of all patterns, the `colors` of services, and the trace of the first
 *     pattern's median (`typical`)
 */
export function patternCard(pattern, number, { axis, traces, colors, typical }) {
  const share = shareOf(pattern, traces);
  const median = pattern.quantiles[0];
  const change = changeTexts(pattern);
  const earlier = pattern.change?.before?.quantiles[0].traceId;
  return html`
    <li class=${`card ${change.words}`} aria-labelledby=${`pattern-${number}`}>
      <div>
        <h2 id=${`pattern-${number}`}>Pattern ${number}${change.words ? html` <span class="kind"><span aria-hidden="true">${change.sign}</span>${change.words}</span>` : nothing}</h2>
        <div class="share"><i ${place({ width: percent(share) })}></i></div>
        <p class="count number">${percentage(share)} of traces ${was(change.share)}</p>
        <p class="count number">${weightText(pattern.traces)} ${pattern.traces === pattern.stored ? nothing : html`(${plural(pattern.stored, 'stored', 'stored')})`}</p>
        ${pattern.errorShare > 0 ? html`<p class="bad number">${error}${percentage(pattern.errorShare)} failed ${was(change.errors)}</p>`
          : change.errors ? html`<p class="count number">0 % failed ${was(change.errors)}</p>` : nothing}
      </div>
      <div>
        <h3>Duration of the root${change.words === 'gone' ? ', in the time before' : ''}</h3>
        ${histogram(pattern, axis)}
        <div class="quantiles">
          ${pattern.quantiles.map(({ quantile, durationNanos, traceId }, i) => html`
            <span class="quantile number"><a href=${`/trace/${traceId}`} title=${`Open the trace at ${NAMES[quantile]}`}><span>${NAMES[quantile]}</span> ${duration(durationNanos)}</a> ${was(change.quantiles[i])}</span>`)}
          ${earlier && change.words !== 'gone' ? html`<a href=${`/compare/${earlier}/${median.traceId}`}>Compare the medians</a>`
            : typical && typical !== median.traceId ? html`<a href=${`/compare/${typical}/${median.traceId}`}>Compare with pattern 1</a>` : nothing}
        </div>
      </div>
      <div>
        <h3>Critical path by operation</h3>
        ${criticalPath(partsOf(pattern.criticalPath), colors)}
      </div>
    </li>`;
}

const was = (text) => (text ? html`<span class="was">(${text})</span>` : nothing);

function histogram(pattern, axis) {
  const median = pattern.quantiles[0].durationNanos;
  const label = `Durations from ${duration(pattern.histogram[0].fromNanos)} to ${duration(pattern.histogram.at(-1).toNanos)}, median ${duration(median)}`;
  return html`
    <svg class="histogram" viewBox=${`0 0 1000 ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label=${label}>
      ${barsOf(pattern.histogram, axis).map(({ left, width, height, fromNanos, toNanos, traces }) => svg`
        <rect x=${left * 1000} width=${Math.max(2, width * 1000 - 1)} y=${HEIGHT * (1 - height)} height=${HEIGHT * height}>
          <title>${duration(fromNanos)} to ${duration(toNanos)}: ${weightText(traces)}</title></rect>`)}
    </svg>
    <div class="ticks" aria-hidden="true">
      ${ticksOf(axis, 5).filter(({ left }) => left > 0.04 && left < 0.96).map(({ at, left }) => html`<span ${place({ left: percent(left) })}>${duration(at)}</span>`)}
    </div>`;
}

function criticalPath(parts, colors) {
  const color = ({ service }) => colors.get(service) ?? 'var(--edge)';
  return html`
    <div class="stack" aria-hidden="true">${parts.map((part) => html`<i ${place({ 'flex-grow': String(part.share), '--service': color(part) })}></i>`)}</div>
    <ul class="parts">
      ${parts.map((part) => html`
        <li>${serviceDot(color(part))}
          ${part.service === null ? html`<span class="part">everything else</span>` : html`
            <span class="part" title=${`${part.service} ${part.operation}`}><span class="service">${part.service}</span> ${nameText(part.operation)}</span>`}
          <span class="number">${percentage(part.share)}</span></li>`)}
    </ul>`;
}

