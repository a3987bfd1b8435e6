chrome.devtools.network.onRequestFinished.addListener(() => {});
chrome.devtools.panels.create('CORS', '', 'src/panel/index.html');
