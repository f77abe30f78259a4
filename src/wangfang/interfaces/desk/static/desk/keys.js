/* Which key does what on the desk: single physical keys, never inside fields, during IME input or with modifiers.
   WCAG 2.1.4: the server writes data-keys="off" on #desk-keys when the person has switched them off. */
(function () {
  'use strict';
  var root = document.getElementById('desk-keys');
  if (!root || root.dataset.keys === 'off') { return; }

  function typing(target) {
    return target.matches('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]');
  }

  function shown(element) { return element && element.offsetParent !== null; }

  /* The button or link that carries the key, panel before page. */
  function press(key) {
    var scope = document.getElementById('panel');
    var found = scope && scope.querySelector('[data-key="' + key + '"]:not([disabled])');
    found = found || document.querySelector('[data-key="' + key + '"]:not([disabled])');
    if (!shown(found)) { return false; }
    found.click();
    return true;
  }

  function focusOn(selector) {
    var field = document.querySelector(selector);
    if (!shown(field)) { return false; }
    field.focus();
    if (field.select) { field.select(); }
    return true;
  }

  function openCase() {
    var link = document.querySelector('#panel [data-open]');
    if (!link) { return false; }
    window.location.assign(link.href);
    return true;
  }

  var sheet = document.getElementById('keys-sheet');
  var opener = null;
  function toggleSheet(open) {
    if (!sheet) { return false; }
    if (open === sheet.hidden) {
      if (open) { opener = document.activeElement; }
      sheet.hidden = !open;
      if (open) { sheet.querySelector('button, a').focus(); }
      else if (opener) { opener.focus(); }
    }
    return true;
  }
  if (sheet) {
    sheet.addEventListener('click', function (event) {
      if (event.target.closest('[data-close]')) { toggleSheet(false); }
    });
  }

  function list(name) {
    return function () {
      if (!window.deskList) { return false; }
      window.deskList[name]();
      return true;
    };
  }

  var keys = {
    KeyJ: list('next'), ArrowDown: list('next'),
    KeyK: list('previous'), ArrowUp: list('previous'),
    KeyX: list('tick'),
    KeyU: function () { return focusOn('#panel [data-receiver], [data-receiver]'); },
    KeyN: function () { return press('N'); },
    KeyY: function () { return press('Y'); },
    KeyC: function () { return press('C'); }, KeyM: function () { return press('M'); },
    KeyL: function () { return press('L'); }, KeyP: function () { return press('P'); },
    KeyD: function () { return press('D'); }, KeyZ: function () { return press('Z'); },
    Digit1: function () { return press('1'); }, Numpad1: function () { return press('1'); },
    Digit2: function () { return press('2'); }, Numpad2: function () { return press('2'); },
    Digit4: function () { return press('4'); }, Numpad4: function () { return press('4'); },
    Enter: openCase, NumpadEnter: openCase,
    Slash: function (event) {
      return event.shiftKey || event.key === '?' ? toggleSheet(true) : focusOn('.gs input[name=q]') || focusOn('.fbar [name=q]');
    }
  };

  document.addEventListener('keydown', function (event) {
    if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.altKey || event.metaKey) { return; }
    if (event.code === 'Escape') {
      if (sheet && !sheet.hidden) { toggleSheet(false); event.preventDefault(); }
      else if (typing(event.target) && !event.defaultPrevented) { event.target.blur(); }
      return;
    }
    if (typing(event.target) || (sheet && !sheet.hidden)) { return; }
    /* Enter on a link or button is the browser's; only the title link of the list means “open the case”. */
    if (event.code.slice(-5) === 'Enter' && !event.target.matches('.ttl, body, tr, #worklist')) { return; }
    if (event.code.slice(0, 5) === 'Arrow' && !event.target.matches('.ttl, body')) { return; }
    var act = keys[event.code];
    if (act && act(event)) { event.preventDefault(); }
  });
}());
