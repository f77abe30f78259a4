/* One hidden field stands on the screen for its time and is taken away again; also when the page is left or put to sleep. */
(function () {
  'use strict';

  var field = document.querySelector('[data-reveal]');
  if (!field) { return; }
  var until = Date.now() + Number(field.dataset.reveal) * 1000;

  function hide() {
    field.textContent = field.dataset.hidden;
    field.removeAttribute('data-reveal');
  }

  /* A tab in the background is woken seldom: whoever comes back to it late finds nothing. */
  function look() {
    if (Date.now() >= until) { hide(); }
  }

  window.setTimeout(hide, until - Date.now());
  document.addEventListener('visibilitychange', look);
  window.addEventListener('pageshow', look);
  window.addEventListener('pagehide', hide);
}());
