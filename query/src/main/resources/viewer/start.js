// SPDX-License-Identifier: Apache-2.0
// Runs before app.js, without a module of its own. If a file of the viewer does not arrive or cannot run, the browser starts none
// of the others, and the page would stay empty: this shows the reason, with a button that loads the page again.
(() => {
  const PATIENCE_MILLIS = 15_000;
  const app = 'dapper-app';

  function show(heading, reason) {
    if (customElements.get(app) || document.querySelector('.unloaded')) {
      return;
    }
    const main = document.createElement('main');
    main.className = 'unloaded';
    const message = main.appendChild(document.createElement('div'));
    message.setAttribute('role', 'alert');
    const add = (tag, text) => {
      const element = message.appendChild(document.createElement(tag));
      element.textContent = text;
      return element;
    };
    add('h1', heading);
    add('p', reason);
    add('button', 'Reload the page').addEventListener('click', () => location.reload());
    document.body.append(main);
  }

  const failed = (event) => (event instanceof ErrorEvent || event.target instanceof HTMLScriptElement) && show('The viewer could not be loaded',
    'One of its files did not arrive, or cannot run in this browser. The query service may be busy, or restarting.');
  window.addEventListener('error', failed, true);
  const late = setTimeout(() => show('The viewer is still loading', 'Some of its files have not arrived yet. The query service may be busy.'), PATIENCE_MILLIS);
  customElements.whenDefined(app).then(() => {
    clearTimeout(late);
    window.removeEventListener('error', failed, true);
    document.querySelector('.unloaded')?.remove();
  });
})();
