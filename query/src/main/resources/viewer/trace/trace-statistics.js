// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, nothing } from 'lit';
import { count, duration, nameText } from '../model/format.js';
import { replace, withParameters } from '../model/location.js';
import { sortOf, sorted } from '../model/sorting.js';
import { COLUMNS, USUAL_SORT, findText, statisticsOf } from '../model/statistics.js';
import { error } from '../parts/icons.js';
import { percent, place } from '../parts/place.js';
import { serviceDot } from '../parts/service-chip.js';
import { base, chips, controls } from '../parts/styles.js';
import { sortHead, tables } from '../parts/table.js';

/** Rows that are drawn at once; the least interesting ones come last. */
const MOST_ROWS = 500;

/**
 * The spans of a trace added up by operation or by service. The address holds the groups (`group`) and the order
 * (`sort`). Fires `find` with the text that finds the spans of a group.
 */
class TraceStatistics extends LitElement {
  static properties = { trace: { attribute: false }, colors: { attribute: false }, search: {} };

  static styles = [base, controls, chips, tables, css`
    :host { display: grid; grid-template: auto minmax(0, 1fr) / minmax(0, 1fr); border-top: 1px solid var(--line); }
    .tools { display: flex; flex-wrap: wrap; gap: 6px 16px; align-items: center; padding: 8px 16px; font-size: 13px; color: var(--muted); }
    .scroll { overflow: auto; border-top: 1px solid var(--line); }
    th:first-child { padding-left: 10px; }
    td { height: 30px; }
    td:first-child { padding-left: 16px; }
    td.service { max-width: 220px; color: var(--muted); }
    .named { display: flex; align-items: center; gap: 8px; min-width: 0; }
    td button { height: 26px; min-width: 0; padding: 0 6px; margin-left: -7px; border-color: transparent; background: none; color: var(--accent); font: inherit; }
    td button span, td.service div { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    .failed { display: inline-flex; align-items: center; gap: 4px; font-weight: 600; color: var(--error); }
    .share { display: inline-block; width: 72px; height: 6px; margin-left: 10px; border-radius: 3px; background: var(--line); overflow: hidden; vertical-align: 1px; }
    .share i { display: block; height: 100%; background: var(--service); }
    @media print { :host { display: block; } .scroll { overflow: visible; } .tools { display: none; } }
    .more { padding: 12px 16px; color: var(--muted); }
    @media (forced-colors: active) { .share { forced-color-adjust: none; border: 1px solid CanvasText; background: Canvas; } .share i { background: CanvasText; } }
  `];

  willUpdate(changed) {
    const given = new URLSearchParams(this.search);
    const by = given.get('group') === 'service' ? 'service' : 'operation';
    if (changed.has('trace') || by !== this.by) {
      this.by = by;
      this.groups = statisticsOf(this.trace.spans, by);
      this.self = this.groups.reduce((sum, { selfNanos }) => sum + selfNanos, 0);
    }
    this.sort = sortOf(this.search, COLUMNS, USUAL_SORT);
    this.rows = sorted(this.groups, COLUMNS, this.sort);
  }

  render() {
    const columns = COLUMNS.filter(({ name }) => name !== 'operation' || this.by === 'operation');
    const choose = (sort) => replace(withParameters({ sort: sort === USUAL_SORT ? null : sort }));
    return html`
      <div class="tools">
        <div class="group" role="group" aria-label="Add up">${this.choice('operation', 'By operation')}${this.choice('service', 'By service')}</div>
        <span>Self time: no child worked. Total: durations added up, also those at the same time. Press a name to find its spans.</span>
      </div>
      <div class="scroll" tabindex="0" role="region" aria-label="Statistics">
        <table>
          <thead><tr>${columns.map((column) => sortHead(column, this.sort, choose))}</tr></thead>
          <tbody>${this.rows.slice(0, MOST_ROWS).map((group) => this.row(group))}</tbody>
        </table>
        ${this.rows.length > MOST_ROWS ? html`<p class="more" role="status">${count(this.rows.length - MOST_ROWS)} more rows are left out. Sort by another column to see its largest ones.</p>` : nothing}
      </div>`;
  }

  choice(by, label) {
    return html`<button aria-pressed=${this.by === by} @click=${() => replace(withParameters({ group: by === 'operation' ? null : by }))}>${label}</button>`;
  }

  row(group) {
    const share = this.self > 0 ? group.selfNanos / this.self : 0;
    const name = group.name === null ? group.service : nameText(group.name);
    const dot = serviceDot(this.colors.get(group.service) ?? 'transparent');
    const find = html`<button title=${name} @click=${() => this.find(group)}><span>${name}</span></button>`;
    return html`
      <tr ${place({ '--service': this.colors.get(group.service) ?? 'var(--edge)' })}>
        ${group.name === null
          ? html`<td class="text name"><div class="named">${dot}${find}</div></td>`
          : html`<td class="text name"><div class="named">${find}</div></td><td class="text service"><div class="named">${dot}<div title=${group.service}>${group.service}</div></div></td>`}
        <td>${count(group.spans)}</td>
        <td>${group.errors ? html`<span class="failed">${error}${count(group.errors)}</span>` : '0'}</td>
        <td>${duration(group.selfNanos)}<span class="share" title=${`${(share * 100).toFixed(1)} % of all self time`}><i ${place({ width: percent(share) })}></i></span></td>
        <td>${duration(group.totalNanos)}</td>
        <td>${duration(Math.round(group.totalNanos / group.spans))}</td>
        <td>${duration(group.longestNanos)}</td>
      </tr>`;
  }

  find(group) {
    this.dispatchEvent(new CustomEvent('find', { detail: findText(group) }));
  }
}

customElements.define('trace-statistics', TraceStatistics);
