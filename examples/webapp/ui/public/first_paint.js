// SPDX-License-Identifier: BSL-1.0
// Sets colour scheme and language before the first paint, so that nothing flashes. A file of its own, not a module: the
// content security policy takes no inline script, and a module would run too late.
(function () {
  var root = document.documentElement;
  var stored = function (key) {
    try {
      return window.localStorage.getItem(key);
    } catch {
      return null; // storage is switched off
    }
  };
  var scheme = stored('multipost.color-scheme');
  var dark = scheme === 'dark' || (scheme !== 'light' && window.matchMedia('(prefers-color-scheme: dark)').matches);
  root.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');

  var language = stored('multipost.language');
  var wanted = language ? [language] : navigator.languages || [navigator.language];
  for (var i = 0; i < wanted.length; i += 1) {
    var short = wanted[i].slice(0, 2);
    if (short === 'fr' || short === 'en') {
      root.lang = short;
      break;
    }
  }
})();
