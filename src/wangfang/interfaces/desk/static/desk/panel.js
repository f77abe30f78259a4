/* How the work list and its panel move together: open a row, act, and the next row opens itself. */
(function () {
  'use strict';
  var list = document.querySelector('#worklist tbody');
  var panel = document.getElementById('panel');
  var waiting = null;
  if (!list || !panel || !window.htmx) { return; }

  function rows() { return Array.prototype.slice.call(list.rows).filter(function (row) { return row.dataset.number; }); }
  function current() { return list.querySelector('tr.on'); }
  function titleOf(row) { return row.querySelector('.ttl'); }

  function mark(row) {
    var before = current();
    if (before) { before.classList.remove('on'); titleOf(before).removeAttribute('aria-current'); }
    if (!row) { return; }
    row.classList.add('on');
    titleOf(row).setAttribute('aria-current', 'true');
    row.scrollIntoView({ block: 'nearest' });
  }

  /* One request for the row on which the person comes to rest, not one for each row passed over. */
  function open(row, focus) {
    if (!row) { return; }
    mark(row);
    if (focus) { titleOf(row).focus({ preventScroll: true }); }
    window.history.replaceState(null, '', titleOf(row).dataset.at);
    clearTimeout(waiting);
    panel.setAttribute('aria-busy', 'true');
    waiting = setTimeout(function () { window.htmx.trigger(titleOf(row), 'desk:open'); }, 60);
  }

  function beside(step) {
    var all = rows();
    var at = all.indexOf(current());
    return all[Math.max(0, Math.min(all.length - 1, at + step))];
  }

  /* The row that takes over when the current one is done: the one below, else the one above. */
  function heir() {
    var all = rows();
    var at = all.indexOf(current());
    return all[at + 1] || all[at - 1] || null;
  }

  window.deskList = {
    next: function () { open(beside(1), true); },
    previous: function () { open(beside(-1), true); },
    tick: function () {
      var box = current() && current().querySelector('input[type=checkbox]');
      if (box) { box.click(); }
    }
  };

  function count() {
    var ticked = list.querySelectorAll('input[type=checkbox]:checked').length;
    var bar = document.getElementById('picked');
    if (bar) {
      bar.hidden = ticked === 0;
      bar.querySelector('[data-count]').textContent = String(ticked);
    }
  }

  list.addEventListener('change', function (event) {
    if (event.target.type === 'checkbox') {
      event.target.closest('tr').classList.toggle('sel', event.target.checked);
      count();
    }
  });

  list.addEventListener('click', function (event) {
    var link = event.target.closest('.ttl');
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
    if (!window.matchMedia('(min-width: 1101px)').matches) { return; } /* on a phone the row is a link to the case */
    event.preventDefault();
    open(link.closest('tr'), true);
  });

  document.body.addEventListener('htmx:configRequest', function (event) {
    if (event.detail.verb === 'post' && panel.contains(event.detail.elt)) {
      event.detail.parameters.next = heir() ? heir().dataset.number : '';
      panel.setAttribute('aria-busy', 'true');
    }
  });

  document.body.addEventListener('htmx:afterSettle', function (event) {
    var here = panel.querySelector('[data-number]');
    if (event.detail.target !== panel) { return; }
    panel.removeAttribute('aria-busy');
    var wrong = panel.querySelector('[data-focus]');
    if (wrong) { wrong.focus(); return; }
    if (!here) { if (!rows().length) { window.location.reload(); } return; }
    var row = document.getElementById('row-' + here.dataset.number);
    var moved = row && row !== current();
    mark(row);
    if (moved) {
      titleOf(row).focus({ preventScroll: true });
      window.history.replaceState(null, '', titleOf(row).dataset.at);
    }
  });

  count();
}());
