const list = document.querySelector('#root');
chrome.devtools.network.onRequestFinished.addListener(({ request }) => {
  const row = document.createElement('li');
  row.dataset.url = request.url;
  row.textContent = `${request.method} ${request.url}`;
  list.append(row);
});
