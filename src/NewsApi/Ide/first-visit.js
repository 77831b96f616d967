// The IDE shows a newcomer no document. On a browser's first visit this script opens one, which starts with welcome.graphql. The IDE
// would put that text into every new document, so the script removes the text from the IDE's settings: at once on a later visit, and after
// the first document on the first visit.
(() => {
  const key = 'newsapi.visited';
  const isFirst = !localStorage.getItem(key);
  let settings = {};

  const fetchFile = window.fetch;
  window.fetch = async (...request) => {
    const response = await fetchFile(...request);
    if (!String(request[0]).endsWith('/bcp-config.json')) {
      return response;
    }
    window.fetch = fetchFile;
    settings = await response.json();
    if (!isFirst) {
      delete settings.graphQLDocument;
    }
    return { json: () => settings };
  };

  if (!isFirst) {
    return;
  }
  const page = new MutationObserver(() => {
    const button = [...document.querySelectorAll('button')].find(b => b.textContent.trim() === 'Create Document');
    if (button) {
      page.disconnect();
      localStorage.setItem(key, '1');
      button.click();
      setTimeout(() => delete settings.graphQLDocument);
    }
  });
  page.observe(document, { childList: true, subtree: true });
})();
