// SPDX-License-Identifier: Apache-2.0
import { mayGrow, newsText, pauseBefore } from '../model/growth.js';

/**
 * Looks for more spans of the trace of a page, as a controller of Lit: a few times by itself while the trace is young and the page
 * in sight, and on request. The page gets them by its `again`.
 */
export class MoreSpans {
  constructor(page) {
    this.page = page;
    page.addController(this);
    this.forget();
  }

  hostDisconnected() {
    clearTimeout(this.timer);
  }

  forget() {
    clearTimeout(this.timer);
    this.looks = 0;
    this.growth = { offered: false, news: '' };
  }

  /** The trace is shown for the first time. */
  begin() {
    this.forget();
    this.announce('');
    this.plan();
  }

  plan() {
    clearTimeout(this.timer);
    const pause = pauseBefore(this.page.trace, this.looks, Date.now());
    if (pause !== null) {
      this.timer = setTimeout(() => (document.hidden ? this.plan() : this.look(false)), pause);
    }
  }

  /** @param asked whether a reader has asked for it, who gets an answer in any case */
  async look(asked) {
    clearTimeout(this.timer);
    this.looks++;
    const before = this.page.trace;
    if (await this.page.again()) {
      this.announce(before === this.page.trace ? (asked ? 'No more spans have arrived.' : this.growth.news) : newsText(before, this.page.trace));
    }
    if (this.page.isConnected && this.page.trace) {
      this.plan();
    }
  }

  announce(news) {
    this.growth = { offered: mayGrow(this.page.trace, Date.now()), news };
    this.page.requestUpdate();
  }
}
