// SPDX-License-Identifier: Apache-2.0
import { html } from 'lit';
import { duration } from '../model/format.js';

/** Links to recorded traces of counted calls; the failed ones are marked by a word for readers and a sign for viewers. */
export const exemplarLinks = (exemplars) => html`<span class="traces">${exemplars.map((exemplar) => html`
  <a href=${`/trace/${exemplar.traceId}?span=${exemplar.spanId}`} title=${exemplar.error ? 'Recorded trace of a failed call' : 'Recorded trace'}
    class=${exemplar.error ? 'bad' : ''}>${exemplar.error ? '◆ ' : ''}${duration(exemplar.durationNanos)}</a>`)}</span>`;
