// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, nothing } from 'lit';
import { LENGTHS, matchersOf, meets, textOfLabels } from '../model/alerts.js';
import * as api from '../model/api.js';
import { plural } from '../model/format.js';
import { base, controls } from '../parts/styles.js';

const USUAL_MINUTES = 60;

/** The dialog that adds a silence. Fires `added`. `author` is null if the person has to give a name. */
class SilenceForm extends LitElement {
  static properties = { alerts: { attribute: false }, author: {}, text: { state: true }, problem: { state: true }, sending: { state: true } };

  static styles = [base, controls, css`
    dialog { width: 520px; max-width: calc(100vw - 32px); padding: 20px 24px 24px; border: 1px solid var(--line); border-radius: 10px; background: var(--raised); color: var(--text); box-shadow: var(--shadow); }
    dialog::backdrop { background: rgb(0 0 0 / 40%); }
    h2 { margin-bottom: 4px; font-size: 16px; }
    label { display: block; margin: 14px 0 4px; font-size: 13px; font-weight: 600; }
    .hint { margin-top: 4px; font-size: 12px; color: var(--muted); }
    .problem { margin-top: 12px; padding: 8px 12px; border-radius: var(--radius); background: var(--error-soft); color: var(--error); overflow-wrap: anywhere; }
    .end { display: flex; justify-content: flex-end; gap: 8px; margin-top: 20px; }
  `];

  constructor() {
    super();
    this.alerts = [];
    this.author = null;
    this.text = '';
    this.problem = null;
    this.sending = false;
  }

  /** @param labels of the alert to silence, or none */
  async show(labels = {}) {
    this.text = textOfLabels(labels);
    this.problem = null;
    await this.updateComplete;
    const { form } = this;
    form.reset();
    form.elements.matchers.value = this.text;
    this.dialog.showModal();
    form.elements[this.text ? 'comment' : 'matchers'].focus();
  }

  get dialog() {
    return this.renderRoot.querySelector('dialog');
  }

  get form() {
    return this.renderRoot.querySelector('form');
  }

  render() {
    return html`
      <dialog aria-labelledby="title">
        <form novalidate @submit=${this.submit}>
          <h2 id="title">Silence alerts</h2>
          <p class="hint">They notify nobody while the silence lasts, and stay visible here.</p>
          <label for="matchers">Labels</label>
          <input id="matchers" name="matchers" class="mono" aria-describedby="meaning" spellcheck="false" autocomplete="off" @input=${(e) => { this.text = e.target.value; }}>
          <p class="hint" id="meaning">${this.meaning()}</p>
          <label for="minutes">Duration</label>
          <select id="minutes" name="minutes">${LENGTHS.map(([minutes, name]) => html`<option value=${minutes} ?selected=${minutes === USUAL_MINUTES}>${name}</option>`)}</select>
          <label for="comment">Comment</label>
          <input id="comment" name="comment" autocomplete="off" placeholder="The reason, such as a planned import">
          ${this.author === null ? html`<label for="author">Your name</label><input id="author" name="author" autocomplete="name">`
            : html`<p class="hint">In the name of ${this.author}.</p>`}
          ${this.problem === null ? nothing : html`<p class="problem" role="alert">${this.problem}</p>`}
          <div class="end"><button type="button" @click=${() => this.dialog.close()}>Cancel</button><button class="primary" ?disabled=${this.sending}>Silence</button></div>
        </form>
      </dialog>`;
  }

  meaning() {
    const { matchers, mistake } = matchersOf(this.text);
    if (mistake !== null) {
      return `“${mistake}” is no condition such as service=front, severity!=page or team=~"shop|web".`;
    }
    if (matchers.length === 0) {
      return 'Conditions such as service=front, severity!=page or team=~"shop|web"; all must hold.';
    }
    const found = this.alerts.filter(({ labels }) => meets(labels, matchers)).length;
    return `${plural(found, 'firing or pending alert')} at the moment.`;
  }

  /** The first mistake in the fields, or null. */
  mistakeOf(fields) {
    const { matchers, mistake } = matchersOf(fields.matchers.value);
    if (mistake !== null || matchers.length === 0) {
      return 'Give at least one condition on a label, such as service=front.';
    }
    return ['comment', 'author'].filter((name) => fields[name] && fields[name].value.trim() === '')
      .map((name) => (name === 'comment' ? 'Give a comment.' : 'Give your name.'))[0] ?? null;
  }

  async submit(event) {
    event.preventDefault();
    const fields = this.form.elements;
    this.problem = this.mistakeOf(fields);
    if (this.problem !== null) {
      return;
    }
    this.sending = true;
    try {
      await api.addSilence({
        matchers: matchersOf(fields.matchers.value).matchers,
        endsAt: new Date(Date.now() + Number(fields.minutes.value) * 60000).toISOString(),
        comment: fields.comment.value.trim(),
        ...(fields.author ? { createdBy: fields.author.value.trim() } : {}),
      });
      this.dialog.close();
      this.dispatchEvent(new Event('added'));
    } catch (problem) {
      this.problem = problem.message;
    }
    this.sending = false;
  }
}

customElements.define('silence-form', SilenceForm);
