// SPDX-License-Identifier: Apache-2.0
// Sets style properties of an element one by one. A style attribute in a template would need a Content-Security-Policy
// that allows all style attributes.

import { noChange } from 'lit';
import { Directive, directive } from 'lit/directive.js';

class Place extends Directive {
  render() {
    return noChange;
  }

  update(part, [styles]) {
    for (const [property, value] of Object.entries(styles)) {
      part.element.style.setProperty(property, value);
    }
    return noChange;
  }
}

/** Used in the place of an attribute: <div ${place({ left: '10%' })}>. */
export const place = directive(Place);

export const percent = (share) => `${(share * 100).toFixed(4)}%`;
