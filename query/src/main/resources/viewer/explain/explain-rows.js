// SPDX-License-Identifier: Apache-2.0
// The differences as rows, each with a bar for the selected traces above one for the rest.

import { css, html, nothing } from 'lit';
import { chanceText, partOfDifference, searchesOf, timingRows, titleOf } from '../model/explain.js';
import { count, duration, nameText, percentage, plural } from '../model/format.js';
import { percent, place } from '../parts/place.js';
import { serviceDot } from '../parts/service-chip.js';

export const rowStyles = css`
  .rows { display: grid; gap: 0; margin: 0; padding: 0; list-style: none; border: 1px solid var(--line); border-radius: 8px; background: var(--raised); }
  .rows > li { display: grid; grid-template-columns: minmax(0, 5fr) minmax(0, 6fr) 156px; gap: 0 18px; align-items: center; padding: 3px 14px; }
  .rows > li + li { border-top: 1px solid var(--line); }
  .what { display: flex; gap: 7px; align-items: center; min-width: 0; font-size: 13px; }
  .what .name { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .what .service { flex: 0 4 auto; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; color: var(--muted); }
  .what .unsure { flex: none; padding: 0 7px; border: 1px dashed var(--edge); border-radius: 9px; font-size: 11px; line-height: 16px; color: var(--muted); }
  .pair { display: grid; }
  .pair > * { display: grid; grid-template-columns: minmax(0, 1fr) 76px; gap: 10px; align-items: center; height: 24px; font-size: 12px; color: var(--text); }
  a.side:hover { text-decoration: none; } a.side:hover .track { outline: 1px solid var(--accent); } a.side:hover .number { color: var(--accent); text-decoration: underline; }
  .track { height: 9px; border-radius: 3px; background: var(--line); overflow: hidden; }
  .bar { height: 100%; border-radius: 3px; }
  .bar.selected { background: var(--accent-fill); }
  .bar.rest { border: 1px solid var(--edge); background: repeating-linear-gradient(135deg, var(--edge) 0 2px, var(--page) 2px 5px); }
  .pair .number { text-align: right; }
  .selected .number { font-weight: 600; } .rest .number { color: var(--muted); }
  .effect { font-size: 13px; text-align: right; }
  .effect small { display: block; font-size: 12px; color: var(--muted); }
  .legend { display: flex; flex-wrap: wrap; gap: 4px 18px; font-size: 12px; color: var(--muted); }
  .legend span { display: inline-flex; gap: 6px; align-items: center; }
  .legend i { width: 26px; height: 9px; }
  .fields { display: grid; gap: 14px 16px; align-items: start; margin: 0; padding: 0; list-style: none; }
  .fields h3 { display: flex; flex-wrap: wrap; gap: 2px 12px; align-items: baseline; margin: 0 0 5px; font-size: 13px; font-weight: 600; overflow-wrap: anywhere; }
  .fields h3 small { font-size: 12px; font-weight: 400; color: var(--muted); }
  .fields .rows > li { grid-template-columns: minmax(0, 5fr) minmax(0, 6fr) 84px; gap: 0 14px; }
  @media (min-width: 1240px) { .fields { grid-template-columns: repeat(2, minmax(0, 1fr)); } }
  @media (max-width: 1100px) { ol.rows > li { grid-template-columns: minmax(0, 4fr) minmax(0, 5fr) 150px; gap: 0 12px; } }
  @media (forced-colors: active) { .track, .bar { forced-color-adjust: none; background: Canvas; border: 1px solid CanvasText; } .bar.selected { background: CanvasText; } }
`;

export const legend = html`
  <p class="legend" aria-hidden="true"><span><i class="bar selected"></i>selected traces</span><span><i class="bar rest"></i>the rest</span></p>`;

/** @param context the `answer`, the query string of the page (`search`), and the `colors` of services */
export function timings({ answer, search, colors }) {
  return html`
    <ol class="rows">
      ${timingRows(answer.timings).map((timing) => {
        const name = `${timing.service} ${nameText(timing.operation)}`;
        const part = partOfDifference(timing, answer);
        const nanos = timing.selectedNanos - timing.restNanos;
        const links = searchesOf(answer, search, timing.condition);
        return html`
          <li>
            <div class="what" title=${name}>${serviceDot(colors.get(timing.service))}<span class="service">${timing.service}</span><span class="name">${nameText(timing.operation)}</span></div>
            <div class="pair">
              ${side('selected', links.selected, timing.selected, duration(Math.round(timing.selectedNanos)), `The selected traces with ${name}`)}
              ${side('rest', links.rest, timing.rest, duration(Math.round(timing.restNanos)), `The rest with ${name}`)}
            </div>
            <div class="effect number" title=${`By chance: ${chanceText(timing.chance)}`}>${nanos > 0 ? '+' : ''}${duration(Math.round(nanos))}
              ${part === null ? nothing : html`<small>${percentage(part)} of the difference</small>`}</div>
          </li>`;
      })}
    </ol>`;
}

/** @param context as above */
export function fields(context) {
  return html`<ol class="fields">${context.answer.fields.map((field) => html`
    <li>
      <h3><span class=${field.kind === 'attribute' ? 'mono' : ''}>${titleOf(field)}</span>
        <small>${field.valueCount > field.values.length ? `${count(field.values.length)} of ${plural(field.valueCount, 'value')}` : plural(field.valueCount, 'value')}</small></h3>
      <ul class="rows">${field.values.map((value) => valueRow(field, value, context))}</ul>
    </li>`)}</ol>`;
}

function valueRow(field, value, { answer, search, colors }) {
  const service = field.kind === 'service' ? value.value : value.service;
  const name = value.value === '' ? '(empty)' : value.value;
  const spoken = `${titleOf(field)} ${value.service} ${name}`;
  const links = searchesOf(answer, search, value.condition);
  const points = (value.selectedShare - value.restShare) * 100;
  return html`
    <li>
      <div class="what" title=${name}>
        ${service ? serviceDot(colors.get(service)) : nothing}${value.service ? html`<span class="service">${value.service}</span>` : nothing}
        <span class="name">${name}</span>
        ${value.significant ? nothing : html`<span class="unsure" title="Such a difference is likely without a cause">may be chance</span>`}
      </div>
      <div class="pair">
        ${side('selected', links.selected, value.selectedShare, percentage(value.selectedShare), `The selected traces with ${spoken}: ${plural(value.selectedStored, 'stored trace')}`)}
        ${side('rest', links.rest, value.restShare, percentage(value.restShare), `The rest with ${spoken}: ${plural(value.restStored, 'stored trace')}`)}
      </div>
      <div class="effect number" title=${`By chance: ${chanceText(value.chance)}`}>${points > 0 ? '+' : '−'}${Number(Math.abs(points).toPrecision(3))} points</div>
    </li>`;
}

/** @param href null if no search finds these traces */
function side(name, href, share, text, title) {
  const content = html`<span class="track">${share > 0 ? html`<div class=${`bar ${name}`} ${place({ width: percent(share) })}></div>` : nothing}</span><span class="number">${text}</span>`;
  return href === null
    ? html`<span class=${`side ${name}`} title=${title}>${content}</span>`
    : html`<a class=${`side ${name}`} href=${href} title=${title} aria-label=${`${title}, ${text}`}>${content}</a>`;
}
