/* Which organ is meant: a type-ahead (combobox) over a plain text field; the field alone works too. */
(function () {
  'use strict';
  var serial = 0;

  function wire(field) {
    if (field.dataset.wired) { return; }
    field.dataset.wired = 'yes';
    var box = document.createElement('ul');
    var code = document.getElementById(field.dataset.code);
    var at = -1, timer = null, running = null;
    box.id = field.id + '-list';
    box.className = 'choices';
    box.hidden = true;
    box.setAttribute('role', 'listbox');
    box.setAttribute('aria-label', field.dataset.label);
    field.parentNode.appendChild(box);
    field.setAttribute('role', 'combobox');
    field.setAttribute('autocomplete', 'off');
    field.setAttribute('aria-autocomplete', 'list');
    field.setAttribute('aria-expanded', 'false');
    field.setAttribute('aria-controls', box.id);

    function close() {
      box.hidden = true;
      at = -1;
      field.setAttribute('aria-expanded', 'false');
      field.removeAttribute('aria-activedescendant');
    }

    function light(index) {
      var all = box.children;
      if (!all.length) { return; }
      if (all[at]) { all[at].setAttribute('aria-selected', 'false'); }
      at = (index + all.length) % all.length;
      all[at].setAttribute('aria-selected', 'true');
      all[at].scrollIntoView({ block: 'nearest' });
      field.setAttribute('aria-activedescendant', all[at].id);
    }

    function choose(option) {
      field.value = option.dataset.name;
      if (code) { code.value = option.dataset.code; }
      close();
    }

    function show(found) {
      box.textContent = '';
      found.forEach(function (agency) {
        var option = document.createElement('li');
        var where = document.createElement('span');
        serial += 1;
        option.id = box.id + '-' + serial;
        option.setAttribute('role', 'option');
        option.setAttribute('aria-selected', 'false');
        option.dataset.code = agency.code;
        option.dataset.name = agency.name;
        option.textContent = agency.name;
        where.textContent = agency.where;
        option.appendChild(where);
        box.appendChild(option);
      });
      at = -1;
      box.hidden = !found.length;
      field.setAttribute('aria-expanded', String(found.length > 0));
      if (found.length) { light(0); }
    }

    function ask() {
      if (running) { running.abort(); }
      running = new AbortController();
      fetch(field.dataset.source + '?q=' + encodeURIComponent(field.value), { signal: running.signal, credentials: 'same-origin' })
        .then(function (answer) { return answer.ok ? answer.json() : { found: [] }; })
        .then(function (body) { if (document.activeElement === field) { show(body.found); } })
        .catch(function (wrong) { if (wrong.name !== 'AbortError') { close(); } });
    }

    field.addEventListener('input', function () {
      if (code) { code.value = ''; }
      clearTimeout(timer);
      if (!field.value.trim()) { close(); return; }
      timer = setTimeout(ask, 150);
    });

    field.addEventListener('keydown', function (event) {
      if (event.isComposing || event.keyCode === 229) { return; }
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        if (box.hidden) { ask(); } else { light(at + (event.key === 'ArrowDown' ? 1 : -1)); }
        event.preventDefault();
      } else if (event.key === 'Enter' && !box.hidden && box.children[at]) {
        choose(box.children[at]);
        field.blur();
        event.preventDefault();
      } else if (event.key === 'Escape' && !box.hidden) {
        close();
        event.preventDefault();
      }
    });

    box.addEventListener('mousedown', function (event) {
      var option = event.target.closest('[role=option]');
      if (option) { event.preventDefault(); choose(option); }
    });
    field.addEventListener('blur', close);

    /* A unit that is suggested beside the field: one click puts it in. */
    if (field.form) {
      field.form.addEventListener('click', function (event) {
        var unit = event.target.closest('[data-unit]');
        if (!unit) { return; }
        field.value = unit.dataset.unit;
        if (code) { code.value = unit.dataset.unitCode; }
      });
    }
  }

  function all() { Array.prototype.forEach.call(document.querySelectorAll('[data-receiver]'), wire); }
  document.body.addEventListener('htmx:afterSettle', all);
  all();
}());
