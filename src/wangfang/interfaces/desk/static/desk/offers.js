/* Takes a suggestion over into its field: one click, or Y for all of them. Nothing is taken by itself. */
(function () {
  'use strict';
  var place = document.getElementById('offers');
  if (!place) { return; }

  function take(button) {
    var field = document.getElementById('id_' + button.dataset.take);
    if (!field) { return; }
    field.value = button.dataset.value;
    button.disabled = true;
  }

  place.addEventListener('click', function (event) {
    var button = event.target.closest('[data-take], [data-take-all]');
    if (!button) { return; }
    if (button.hasAttribute('data-take')) { take(button); return; }
    Array.prototype.forEach.call(place.querySelectorAll('[data-take]'), take);
    button.disabled = true;
  });
}());
