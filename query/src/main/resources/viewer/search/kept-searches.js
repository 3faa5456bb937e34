// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, nothing } from 'lit';
import { keep, keptSearches, titleOf, withRecent, withSaved, without, wordsOf } from '../model/kept-searches.js';
import { close } from '../parts/icons.js';
import { base, controls } from '../parts/styles.js';

/** The saved and the recent searches of this browser. `search` is the query string of the page. */
class KeptSearches extends LitElement {
  static properties = { search: {}, kept: { state: true }, lasts: { state: true }, naming: { state: true } };

  static styles = [base, controls, css`
    :host { padding: 0 16px 16px; }
    .head { display: flex; align-items: center; justify-content: space-between; min-height: 28px; }
    .title { font-size: 12px; font-weight: 600; color: var(--muted); }
    .head button { height: 26px; padding: 0 8px; font-size: 12px; }
    ul { max-height: 170px; margin: 0 0 8px; padding: 0; overflow: auto; list-style: none; }
    li { display: flex; align-items: center; gap: 4px; }
    li a { flex: 1; min-width: 0; padding: 3px 0; overflow: hidden; font-size: 13px; text-overflow: ellipsis; white-space: nowrap; }
    li button { flex: none; width: 26px; height: 26px; padding: 0; color: var(--muted); }
    li button svg { width: 14px; height: 14px; }
    form { display: flex; gap: 6px; margin: 4px 0 8px; }
    .note { margin-bottom: 8px; font-size: 12px; color: var(--muted); }
  `];

  constructor() {
    super();
    this.kept = keptSearches();
    this.lasts = true;
    this.naming = false;
    // Another window of the browser has changed them.
    this.onStorage = () => { this.kept = keptSearches(); };
  }

  connectedCallback() {
    super.connectedCallback();
    window.addEventListener('storage', this.onStorage);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    window.removeEventListener('storage', this.onStorage);
  }

  /** Notes a search that was made. */
  note(search) {
    this.change(withRecent(keptSearches(), search));
  }

  change(kept) {
    this.kept = kept;
    this.lasts = keep(kept);
  }

  render() {
    return html`
      <section aria-label="Kept searches">
        <div class="head"><span class="title">Saved searches</span>
          ${this.naming ? nothing : html`<button class="plain" @click=${this.askName}>Save this search…</button>`}</div>
        ${this.naming ? html`
          <form @submit=${this.save} @keydown=${this.key}>
            <input name="name" aria-label="Name of the search" placeholder=${titleOf(this.search)} maxlength="100" autocomplete="off"><button>Save</button>
          </form>` : nothing}
        ${this.list('saved', ({ name }) => name)}
        ${this.kept.recent.length === 0 ? nothing : html`
          <div class="head"><span class="title">Recent searches</span><button class="plain" @click=${() => this.change({ ...keptSearches(), recent: [] })}>Remove all</button></div>`}
        ${this.list('recent', ({ search }) => wordsOf(search).query)}
        ${this.lasts ? nothing : html`<p class="note" role="status">This browser keeps nothing for this page, so these searches last until it is closed.</p>`}
      </section>`;
  }

  list(which, textOf) {
    return this.kept[which].length === 0 ? nothing : html`
      <ul aria-label=${which === 'saved' ? 'Saved searches' : 'Recent searches'}>${this.kept[which].map((one) => html`
        <li><a href=${`/search${one.search}`} title=${titleOf(one.search)}>${textOf(one)}</a>
          <button class="plain" aria-label=${`Remove ${textOf(one)}`} title="Remove" @click=${() => this.change(without(this.kept, which, one))}>${close}</button></li>`)}
      </ul>`;
  }

  async askName() {
    this.naming = true;
    await this.updateComplete;
    this.renderRoot.querySelector('input').focus();
  }

  save(event) {
    event.preventDefault();
    this.change(withSaved(keptSearches(), this.search, event.target.elements.name.value));
    this.naming = false;
  }

  key(event) {
    if (event.key === 'Escape') {
      event.stopPropagation();
      this.naming = false;
    }
  }
}

customElements.define('kept-searches', KeptSearches);
