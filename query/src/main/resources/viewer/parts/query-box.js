// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, nothing } from 'lit';
import * as api from '../model/api.js';
import { complete, placeOf, suggestionsAt } from '../model/completion.js';
import { count, plural } from '../model/format.js';
import { tokens } from '../model/traceql.js';
import { base, controls } from './styles.js';

const MOST_SHOWN = 100;
const NOTHING_KNOWN = { list: [], reason: '' };

/**
 * A field for a query in TraceQL, with completion (the ARIA combobox pattern): `label` names it, `action` is the text of its
 * button, if it has one, and `range` the parameters of the time range from which it suggests values. Fires `edit` for each
 * change of its value, `ask` when an answer is wanted.
 */
class QueryBox extends LitElement {
  static properties = {
    label: {},
    action: {},
    placeholder: {},
    value: {},
    problem: { attribute: false },
    range: { attribute: false },
    open: { state: true },
    active: { state: true },
    place: { state: true },
    tags: { state: true },
    values: { state: true },
  };

  static styles = [base, controls, css`
    .entry { display: flex; gap: 8px; align-items: start; }
    .field { position: relative; flex: 1; min-width: 0; font-family: var(--mono); font-size: 13px; }
    .field input { font: inherit; height: 36px; line-height: 20px; position: relative; background: transparent; }
    .mirror {
      position: absolute; inset: 0; padding: 8px 11px; overflow: hidden; border-radius: var(--radius); background: var(--page);
      line-height: 20px; white-space: pre; visibility: hidden;
    }
    .background { position: absolute; inset: 0; border-radius: var(--radius); background: var(--page); }
    mark { visibility: visible; background: var(--error-soft); border-bottom: 2px solid var(--error-fill); }
    mark span { visibility: hidden; }
    .entry > button { height: 36px; padding: 0 16px; flex: none; }
    label { display: block; margin-bottom: 4px; font-size: 12px; font-weight: 600; color: var(--muted); }
    .mistake { margin-top: 6px; font-size: 13px; color: var(--error); overflow-wrap: anywhere; }
    .list {
      font: 14px/1.45 var(--font); position: absolute; z-index: 20; top: 100%; left: 0; width: min(100%, 640px); margin-top: 4px; border: 1px solid var(--line);
      border-radius: var(--radius); background: var(--raised); box-shadow: var(--shadow);
    }
    ul { max-height: 300px; overflow: auto; margin: 0; padding: 4px; list-style: none; }
    li {
      display: grid; grid-template-columns: minmax(0, 1fr) auto 64px; gap: 16px; padding: 5px 8px; border-radius: 4px; cursor: pointer;
    }
    li > * { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    .note, .count { font-size: 12px; line-height: 20px; color: var(--muted); }
    .count { text-align: right; font-variant-numeric: tabular-nums; }
    li[aria-selected="true"], li[aria-selected="true"] * { background: var(--accent-soft); color: var(--accent); }
    @media (forced-colors: active) {
      li[aria-selected="true"], li[aria-selected="true"] * { forced-color-adjust: none; color: HighlightText; background: Highlight; }
    }
    .rest { display: flex; gap: 4px 16px; flex-wrap: wrap; padding: 6px 12px; border-top: 1px solid var(--line); font-size: 12px; color: var(--muted); }
  `];

  constructor() {
    super();
    this.label = 'Query in TraceQL';
    this.action = '';
    this.placeholder = '{ }';
    this.value = '';
    this.problem = null;
    this.range = [];
    this.open = false;
    this.active = -1;
    this.place = { kind: 'none' };
    this.tags = NOTHING_KNOWN;
    this.values = NOTHING_KNOWN;
    this.answers = new Map();
  }

  willUpdate(changed) {
    if (changed.has('range')) {
      this.answers.clear();
    }
  }

  updated(changed) {
    if (changed.has('problem') && this.problem && this.mistake?.from !== undefined && this.matches(':focus-within')) {
      this.input.setSelectionRange(this.mistake.from, this.mistake.from);
    }
    const mirror = this.renderRoot.querySelector('.mirror');
    if (mirror) {
      mirror.scrollLeft = this.input.scrollLeft;
    }
  }

  get input() {
    return this.renderRoot.querySelector('input');
  }

  get suggestions() {
    return this.open ? suggestionsAt(this.place, this.tags.list, this.values.list) : [];
  }

  /** The message of the service on this text, and the part of the text that it is about. */
  get mistake() {
    const { syntax, message } = this.problem ?? {};
    if (!message) {
      return null;
    }
    if (syntax?.line !== 1) {
      return { message };
    }
    const from = [...this.value].slice(0, syntax.column - 1).join('').length;
    const token = tokens(this.value).find(({ start, end }) => start <= from && from < end);
    return { message: message.replace(/^Line 1, column \d+: e/, `At character ${syntax.column}: e`), from, to: token?.end ?? from + 1 };
  }

  render() {
    const found = this.suggestions;
    const shown = found.slice(0, MOST_SHOWN);
    const mistake = this.mistake;
    return html`
      <label for="query">${this.label}</label>
      <div class="entry">
        <div class="field">
          <span class="background"></span>
          ${mistake?.from === undefined ? nothing : this.marked(mistake)}
          <input id="query" role="combobox" autocomplete="off" autocapitalize="off" spellcheck="false" placeholder=${this.placeholder}
            aria-autocomplete="list" aria-controls="list" aria-expanded=${shown.length > 0} aria-invalid=${mistake !== null}
            aria-describedby=${mistake ? 'mistake' : nothing} aria-activedescendant=${this.active >= 0 ? `option-${this.active}` : nothing}
            .value=${this.value} @input=${this.type} @keydown=${this.key} @click=${this.suggest} @blur=${this.close}
            @scroll=${() => this.requestUpdate()}>
          ${shown.length === 0 ? nothing : html`
            <div class="list" @mousedown=${(e) => e.preventDefault()}>
              <ul id="list" role="listbox" aria-label="Suggestions">${shown.map((one, i) => this.option(one, i))}</ul>
              <p class="rest"><span>${this.rest(found.length)}</span></p>
            </div>`}
        </div>
        ${this.action ? html`<button @click=${this.ask}>${this.action}</button>` : nothing}
      </div>
      ${mistake ? html`<p class="mistake" id="mistake" role="alert">${mistake.message}</p>` : nothing}
      <p class="visually-hidden" role="status">${this.open ? plural(found.length, 'suggestion') : ''}</p>`;
  }

  marked({ from, to }) {
    const text = this.value.padEnd(to);
    return html`<div class="mirror" aria-hidden="true">${text.slice(0, from)}<mark><span>${text.slice(from, to)}</span></mark>${text.slice(to)}</div>`;
  }

  option({ text, note, count: spans }, i) {
    return html`
      <li id=${`option-${i}`} role="option" aria-selected=${i === this.active} @click=${() => this.take(i)}>
        <span class="mono" title=${text}>${text}</span>
        <span class="note">${note}</span>
        <span class="count">${spans === null ? nothing : html`${count(spans)}<span class="visually-hidden"> spans</span>`}</span>
      </li>`;
  }

  rest(found) {
    const source = this.place.kind === 'value' ? this.values : ['field', 'start'].includes(this.place.kind) && found > 1 ? this.tags : NOTHING_KNOWN;
    return [
      '↑ ↓ to choose, Tab or Enter to take, Esc to close.',
      found > MOST_SHOWN ? `The first ${MOST_SHOWN} of ${count(found)}: type to narrow the list.` : '',
      source.list.length > 0 && source.counted ? 'Numbers are spans.' : '',
      source.reason,
    ].filter(Boolean).join(' ');
  }

  type(event) {
    this.value = event.target.value;
    this.dispatchEvent(new Event('edit'));
    this.suggest();
  }

  /** Opens the suggestions for the place of the cursor. */
  suggest() {
    this.place = placeOf(this.input.value, this.input.selectionStart);
    this.open = true;
    this.active = -1;
    this.learn();
  }

  async learn() {
    const place = this.place;
    if (['field', 'operator', 'start'].includes(place.kind)) {
      this.tags = await this.known(api.tagsPath(this.parameters('')), ({ tags }) => tags);
    } else if (place.kind === 'value') {
      this.values = NOTHING_KNOWN;
      const values = await this.known(api.tagValuesPath(place.field, this.parameters(place.others)), ({ values: list }) => list);
      if (this.place === place) {
        this.values = values;
      }
    }
  }

  parameters(others) {
    return new URLSearchParams(others ? [...this.range, ['q', others]] : this.range);
  }

  /** Answers are kept until another search. Without an answer there are no suggestions, and the field still works. */
  known(path, listOf) {
    if (!this.answers.has(path)) {
      this.answers.set(path, api.suggestions(path)
        .then((answer) => ({ list: listOf(answer), reason: answer.incompleteReason, counted: answer.tracesRead > 0 }))
        .catch(() => {
          this.answers.delete(path);
          return NOTHING_KNOWN;
        }));
    }
    return this.answers.get(path);
  }

  key(event) {
    const found = Math.min(MOST_SHOWN, this.suggestions.length);
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (found === 0) {
        this.suggest();
        return;
      }
      const step = event.key === 'ArrowDown' ? 1 : -1;
      this.active = this.active < 0 && step < 0 ? found - 1 : (this.active + step + found) % found;
      this.updateComplete.then(() => this.renderRoot.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' }));
    } else if (event.key === 'Tab' && !event.shiftKey && found > 0) {
      event.preventDefault();
      this.take(Math.max(0, this.active));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (found > 0 && this.active >= 0) {
        this.take(this.active);
      } else {
        this.ask();
      }
    } else if (event.key === 'Escape' && found > 0) {
      event.stopPropagation();
      this.close();
    } else if (event.key === ' ' && event.ctrlKey) {
      event.preventDefault();
      this.suggest();
    } else if (['ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(event.key)) {
      this.close();
    }
  }

  async take(index) {
    const { text, cursor } = complete(this.value, this.place, this.suggestions[index]);
    this.value = text;
    this.dispatchEvent(new Event('edit'));
    await this.updateComplete;
    this.input.focus();
    this.input.setSelectionRange(cursor, cursor);
    this.suggest();
  }

  close() {
    this.open = false;
    this.active = -1;
  }

  ask() {
    this.close();
    this.dispatchEvent(new Event('ask'));
  }

  focusField() {
    this.input.focus();
  }
}

customElements.define('query-box', QueryBox);
