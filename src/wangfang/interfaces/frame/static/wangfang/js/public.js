/* What the public pages add when scripts run: reading aloud, the count of signs left, focus on errors, printing.
   Every page does its job without this file. */
(function () {
  "use strict";
  function all(selector) { return Array.prototype.slice.call(document.querySelectorAll(selector)); }

  var summary = document.querySelector("[data-focus]");
  if (summary) { summary.focus(); }

  all("[data-count]").forEach(function (box) {
    var target = document.getElementById(box.getAttribute("data-count"));
    var words = box.getAttribute("data-words");
    var most = Number(target.getAttribute("data-most"));
    function show() { box.textContent = words.replace("{n}", String(most - target.value.length)); }
    target.addEventListener("input", show);
    show();
  });

  all("[data-print]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });

  all("[data-files]").forEach(function (input) {
    var said = document.getElementById(input.getAttribute("data-files"));
    input.addEventListener("change", function () {
      var names = Array.prototype.map.call(input.files, function (file) { return file.name; });
      said.textContent = names.join("、");
    });
  });

  if (!("speechSynthesis" in window)) { return; }
  all("[data-read]").forEach(function (button) {
    var start = button.textContent;
    button.hidden = false;
    function rest() { button.textContent = start; }
    button.addEventListener("click", function () {
      if (window.speechSynthesis.speaking) { window.speechSynthesis.cancel(); rest(); return; }
      var said = new SpeechSynthesisUtterance(document.querySelector(button.getAttribute("data-read")).innerText);
      said.lang = document.documentElement.lang;
      said.onend = rest;
      said.onerror = rest;
      button.textContent = button.getAttribute("data-stop");
      window.speechSynthesis.speak(said);
    });
  });
})();
