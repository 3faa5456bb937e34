// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, nothing } from 'lit';
import { MOST_BY_SCROLLING, MOST_LOADED, moreWords } from '../model/results.js';
import { base, controls } from '../parts/styles.js';

/**
 * The end of the results. Fires `more` when it scrolls into sight and there are further ones, or by its button. After a failure
 * only the button asks again.
 */
class MoreResults extends LitElement {
  static properties = {
    loaded: { attribute: false },
    added: { attribute: false },
    hasNext: { attribute: false },
    loading: { attribute: false },
    problem: { attribute: false },
    words: {},
  };

  static styles = [base, controls, css`
    :host { display: flex; flex-direction: column; align-items: center; gap: 8px; margin-top: 16px; text-align: center; }
    .problem { color: var(--error); overflow-wrap: anywhere; }
    button[aria-disabled="true"] { color: var(--muted); background: transparent; cursor: default; }
  `];

  constructor() {
    super();
    // Without one there is still the button.
    this.observer = 'IntersectionObserver' in window ? new IntersectionObserver((seen) => this.seen(seen.at(-1))) : null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.observer?.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.observer?.disconnect();
  }

  /** The end may still be in sight below the results that were added; the observer reports only changes. */
  updated(changed) {
    if (changed.has('loaded')) {
      this.observer?.unobserve(this);
      this.observer?.observe(this);
    }
  }

  seen({ isIntersecting }) {
    if (isIntersecting && !this.problem && this.loaded < MOST_BY_SCROLLING) {
      this.ask();
    }
  }

  ask() {
    if (this.hasNext && !this.loading && this.loaded < MOST_LOADED) {
      this.dispatchEvent(new Event('more'));
    }
  }

  render() {
    return html`
      ${this.problem ? html`<p role="alert" class="problem">Further traces could not be loaded. ${this.problem.message}</p>` : nothing}
      ${this.hasNext && this.loaded < MOST_LOADED ? html`
        <button aria-disabled=${this.loading} @click=${this.ask}>${this.problem ? 'Try again' : this.words}</button>` : nothing}
      <p role="status" class="muted">${this.problem ? '' : moreWords(this)}</p>`;
  }
}

customElements.define('more-results', MoreResults);
