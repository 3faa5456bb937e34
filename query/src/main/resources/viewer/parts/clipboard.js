// SPDX-License-Identifier: Apache-2.0
// Access to the clipboard. Over plain http from another host, which is usual inside a company, browsers have no
// navigator.clipboard; the older API still works there.

/** @return whether the text is on the clipboard */
export async function copyText(text) {
  try {
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(text);
      return true;
    }
  } catch {
    // Not allowed here; the other API may be.
  }
  return copySelection(text);
}

function copySelection(text) {
  const before = focused();
  const field = document.createElement('textarea');
  field.value = text;
  field.readOnly = true;
  Object.assign(field.style, { position: 'fixed', top: '0', left: '0', opacity: '0' });
  document.body.append(field);
  field.select();
  let copied = false;
  try {
    copied = document.execCommand('copy');
  } catch {
    // Same as false.
  }
  field.remove();
  before?.focus({ preventScroll: true });
  return copied;
}

function focused() {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) {
    at = at.shadowRoot.activeElement;
  }
  return at;
}
