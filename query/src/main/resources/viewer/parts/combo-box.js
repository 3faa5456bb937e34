// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, nothing } from 'lit';
import { base, controls } from './styles.js';

const MOST_SHOWN = 200;

/**
 * A text field that suggests (the ARIA combobox pattern). Its value need not be one of the suggestions. Fires `change`
 * when a value is chosen or left in the field. A last line reports names that are not shown.
 */
class ComboBox extends LitElement {
  static properties = {
    value: {},
    options: { attribute: false },
    label: {},
    placeholder: {},
    open: { state: true },
    active: { state: true },
    typed: { state: true },
    invalid: { type: Boolean },
    partial: { type: Boolean },
  };

  static styles = [base, controls, css`
    :host { position: relative; }
    .list {
      position: absolute; z-index: 20; top: 100%; left: 0; min-width: 100%; max-width: 420px;
      margin: 4px 0 0; border: 1px solid var(--line);
      border-radius: var(--radius); background: var(--raised); box-shadow: var(--shadow);
    }
    ul { max-height: 320px; overflow: auto; margin: 0; padding: 4px; list-style: none; }
    .rest { padding: 6px 12px; border-top: 1px solid var(--line); font-size: 12px; color: var(--muted); }
    li { padding: 5px 8px; border-radius: 4px; cursor: pointer; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    li[aria-selected="true"] { background: var(--accent-soft); color: var(--accent); }
    @media (forced-colors: active) { li[aria-selected="true"] { forced-color-adjust: none; color: HighlightText; background: Highlight; } }
    li.none { color: var(--muted); cursor: default; }
  `];

  constructor() {
    super();
    this.value = '';
    this.options = [];
    this.open = false;
    this.active = -1;
    this.typed = false;
    this.invalid = false;
    this.partial = false;
  }

  get found() {
    const text = this.typed ? this.value.trim().toLowerCase() : '';
    return this.options.filter((option) => option.toLowerCase().includes(text));
  }

  get suggestions() {
    return this.found.slice(0, MOST_SHOWN);
  }

  /** A sentence for names that are not shown; empty if all are. */
  rest(found) {
    const sentences = [];
    if (found > MOST_SHOWN) {
      sentences.push(`The first ${MOST_SHOWN} of ${found.toLocaleString('en')} are shown: type to narrow the list.`);
    }
    if (this.partial) {
      sentences.push(`There are more names than these ${this.options.length.toLocaleString('en')}: type any other in full.`);
    }
    return sentences.join(' ');
  }

  render() {
    const found = this.open ? this.found : [];
    const shown = found.slice(0, MOST_SHOWN);
    const rest = this.rest(found.length);
    return html`
      <input role="combobox" autocomplete="off" spellcheck="false" aria-label=${this.label} placeholder=${this.placeholder} aria-invalid=${this.invalid}
        aria-expanded=${this.open} aria-controls="list" aria-autocomplete="list"
        aria-activedescendant=${this.active >= 0 ? `option-${this.active}` : nothing}
        .value=${this.value} @input=${this.type} @keydown=${this.key} @mousedown=${this.show} @blur=${this.leave}>
      ${this.open ? html`
        <div class="list" @mousedown=${(e) => e.preventDefault()}>
          <ul id="list" role="listbox" aria-label=${this.label}>
            ${shown.length === 0 ? html`<li class="none">No ${this.label.toLowerCase()} matches</li>` : nothing}
            ${shown.map((option, i) => html`
              <li id=${`option-${i}`} role="option" title=${option} aria-selected=${i === this.active}
                @click=${() => this.choose(option)}>${option}</li>`)}
          </ul>
          ${rest ? html`<p class="rest" role="status">${rest}</p>` : nothing}
        </div>` : nothing}`;
  }

  type(event) {
    this.value = event.target.value;
    this.typed = true;
    this.open = true;
    this.active = -1;
  }

  show() {
    this.open = true;
    this.active = -1;
  }

  key(event) {
    const count = this.suggestions.length;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      this.active = this.open ? (this.active + step + count) % Math.max(1, count) : 0;
      this.open = true;
      this.updateComplete.then(() =>
        this.renderRoot.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' }));
    } else if (event.key === 'Enter' && this.open && this.active >= 0) {
      event.preventDefault();
      this.choose(this.suggestions[this.active]);
    } else if (event.key === 'Enter') {
      this.leave();
      this.dispatchEvent(new Event('submit'));
    } else if (event.key === 'Escape' && this.open) {
      event.stopPropagation();
      this.open = false;
    }
  }

  focusField() {
    this.renderRoot.querySelector('input').focus();
  }

  choose(option) {
    this.value = option;
    this.leave();
  }

  leave() {
    this.open = false;
    this.typed = false;
    this.dispatchEvent(new Event('change'));
  }
}

customElements.define('combo-box', ComboBox);
