/* Several units, one a line: a type-ahead above the text field puts each unit that is picked on a line of its own. */
(function () {
  'use strict';

  function wire(area) {
    var box = document.createElement('span');
    var pick = document.createElement('input');
    var code = document.createElement('input');
    box.className = 'cmb mb2';
    pick.className = 'form-control';
    pick.id = area.id + '_pick';
    pick.type = 'text';
    pick.setAttribute('aria-label', area.dataset.word);
    pick.placeholder = area.dataset.word;
    pick.dataset.receiver = '';
    pick.dataset.code = area.id + '_pick_code';
    pick.dataset.source = area.dataset.source;
    pick.dataset.label = area.dataset.word;
    code.type = 'hidden';
    code.id = pick.dataset.code;
    box.appendChild(pick);
    box.appendChild(code);
    area.parentNode.insertBefore(box, area);

    /* What was picked, or typed, moves down to a line of its own; the server finds out who is meant. */
    function take() {
      var lines = area.value.split('\n').filter(function (line) { return line.trim(); });
      var typed = pick.value.trim();
      if (!typed) { return; }
      if (lines.indexOf(typed) < 0) { lines.push(typed); }
      area.value = lines.join('\n');
      pick.value = '';
      code.value = '';
    }

    pick.addEventListener('blur', take);
    box.addEventListener('mouseup', function () { if (code.value) { window.setTimeout(take, 0); } });
    area.form.addEventListener('submit', take);
  }

  Array.prototype.forEach.call(document.querySelectorAll('textarea[data-several]'), wire);
}());
