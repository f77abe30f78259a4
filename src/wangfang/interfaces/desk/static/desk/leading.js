/* How things stand, drawn: charts from the numbers on the page, the wall every five minutes, Esc to leave it. */
(function () {
  'use strict';
  var FALLBACK = 'sans-serif';

  function colour(name) {
    return window.getComputedStyle(document.body).getPropertyValue(name).trim();
  }

  function palette() {
    var dark = document.body.classList.contains('wall');
    return {
      blue: colour('--blue'),
      green: dark ? colour('--green') : colour('--green-s'),
      amber: dark ? '#ffb84d' : colour('--amber-s'),
      red: colour('--red'),
      ink: colour('--ink-2'),
      line: colour('--line'),
      size: dark ? 15 : 12
    };
  }

  function words(p) {
    return { fontFamily: window.getComputedStyle(document.body).fontFamily || FALLBACK, fontSize: p.size, color: p.ink };
  }

  function axis(p, more) {
    return Object.assign({
      axisLine: { lineStyle: { color: p.line } },
      axisTick: { show: false },
      axisLabel: { color: p.ink, fontSize: p.size },
      splitLine: { lineStyle: { color: p.line } }
    }, more);
  }

  function lines(told, p) {
    return {
      grid: { left: 44, right: 84, top: 16, bottom: 26 },
      xAxis: axis(p, { type: 'category', boundaryGap: false, data: told.labels }),
      yAxis: axis(p, { type: 'value', minInterval: 1 }),
      series: told.series.map(function (one, nth) {
        return {
          name: one.name,
          type: 'line',
          symbolSize: 5,
          lineStyle: { width: 2.5, color: p[one.tone], type: nth ? 'dashed' : 'solid' },
          itemStyle: { color: p[one.tone] },
          endLabel: { show: true, formatter: '{a} {c}', color: p.ink, fontSize: p.size, offset: [0, nth ? 8 : -8] },
          data: one.values
        };
      })
    };
  }

  function bars(told, p) {
    return {
      grid: { left: 8, right: 48, top: 6, bottom: 8, containLabel: true },
      xAxis: { show: false, type: 'value' },
      yAxis: axis(p, { type: 'category', inverse: true, data: told.labels, axisLine: { show: false } }),
      series: [{
        type: 'bar',
        barMaxWidth: 16,
        label: { show: true, position: 'right', color: p.ink, fontSize: p.size },
        data: told.values.map(function (value, nth) {
          return { value: value, itemStyle: { color: p[told.tones[nth]], borderRadius: [0, 3, 3, 0] } };
        })
      }]
    };
  }

  function lead(told, event) {
    var urls = told.series ? told.series[event.seriesIndex].urls : told.urls;
    if (urls[event.dataIndex]) { window.location.assign(urls[event.dataIndex]); }
  }

  function draw() {
    var said = document.getElementById('drawn');
    if (!said || !window.echarts) { return; }
    var told = JSON.parse(said.textContent);
    var p = palette();
    document.querySelectorAll('[data-chart]').forEach(function (place) {
      var one = told[place.dataset.chart];
      var sentence = place.getAttribute('aria-label');
      place.hidden = false;
      var chart = window.echarts.init(place, null, { renderer: 'svg' });
      chart.setOption(Object.assign({
        animation: false,
        aria: { enabled: true, label: { description: sentence } },
        textStyle: words(p)
      }, one.kind === 'lines' ? lines(one, p) : bars(one, p)));
      chart.on('click', function (event) { lead(one, event); });
      place.parentNode.querySelectorAll('details.told').forEach(function (numbers) { numbers.open = false; });
    });
  }

  function resize() {
    document.querySelectorAll('[data-chart]').forEach(function (place) {
      var chart = window.echarts && window.echarts.getInstanceByDom(place);
      if (chart) { chart.resize(); }
    });
  }

  /* A screen that nobody sees asks for nothing; when it is seen again and its time is over, it asks at once. */
  function keepFresh(wall) {
    var every = Number(wall.dataset.again) * 1000;
    var asked = Date.now();
    function look() {
      var now = document.getElementById('leading');
      if (document.hidden || Date.now() - asked < every || !now) { return; }
      asked = Date.now();
      window.htmx.trigger(now, 'leading:again');
    }
    window.setInterval(look, 1000);
    document.addEventListener('visibilitychange', look);
    /* Who was signed out in the meantime gets the door, not an empty screen. */
    document.body.addEventListener('htmx:beforeSwap', function (event) {
      if (event.detail.xhr.responseText.indexOf('data-again') < 0) {
        event.detail.shouldSwap = false;
        window.location.reload();
      }
    });
    document.body.addEventListener('htmx:afterSettle', draw);
  }

  var wall = document.querySelector('[data-again]');
  var back = document.querySelector('[data-leave]');
  var print = document.querySelector('[data-print]');
  draw();
  window.addEventListener('resize', resize);
  if (wall && window.htmx) { keepFresh(wall); }
  if (back) {
    document.addEventListener('keydown', function (event) {
      if (event.key === 'Escape') { window.location.assign(back.href); }
    });
  }
  if (print) {
    print.hidden = false;
    print.addEventListener('click', function () { window.print(); });
  }
}());
