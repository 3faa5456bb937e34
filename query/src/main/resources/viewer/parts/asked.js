// SPDX-License-Identifier: Apache-2.0
import { whenNowhere } from './focus.js';

/**
 * A request of a page, as a controller of Lit. The next request aborts it, and so does the end of the page. The last answer
 * stays while the next one is on its way. The page gets the keys of the window, and by its `takeFocus` the focus if no
 * element has it.
 */
export class Asked {
  /** @param onKey gets each key press; none without keys of its own */
  constructor(page, onKey = () => {}) {
    this.page = page;
    this.onKey = onKey;
    this.forget();
    page.addController(this);
  }

  hostConnected() {
    window.addEventListener('keydown', this.onKey);
  }

  hostDisconnected() {
    this.request?.abort();
    window.removeEventListener('keydown', this.onKey);
  }

  /** Keys must reach an element that scrolls, also when the focused one is gone. */
  hostUpdated() {
    whenNowhere(() => this.page.isConnected && !this.page.hidden && this.page.takeFocus());
  }

  /** Ends the request, if there is one, and has no answer. */
  forget() {
    this.request?.abort();
    this.answer = null;
    this.problem = null;
    this.loading = false;
    this.page.requestUpdate();
  }

  /**
   * @param send makes the request with a signal that aborts it
   * @return whether it has ended, and was not aborted
   */
  async ask(send) {
    this.request?.abort();
    const request = new AbortController();
    this.request = request;
    this.loading = true;
    this.page.requestUpdate();
    const ended = await send(request.signal).then((answer) => ({ answer, problem: null }), (problem) => ({ answer: this.answer, problem }));
    if (request.signal.aborted) {
      return false;
    }
    Object.assign(this, ended, { loading: false });
    this.page.requestUpdate();
    return true;
  }
}
