// The IDE shows a newcomer no document. This script opens a document in two cases: on a browser's first visit, one that starts with
// welcome.graphql, and for a link with `#query=…&variables=…` in its address, one with that operation. The IDE would put the text into
// every new document, so the script removes the text from the IDE's settings: at once if there is no document to open, and otherwise after
// the document has opened.
(() => {
  const key = 'newsapi.visited';
  const linked = new URLSearchParams(location.hash.slice(1));
  const isLinked = linked.has('query');
  const isOpening = isLinked || !localStorage.getItem(key);
  let settings = {};

  const fetchFile = window.fetch;
  window.fetch = async (...request) => {
    const response = await fetchFile(...request);
    if (!String(request[0]).endsWith('/bcp-config.json')) {
      return response;
    }
    window.fetch = fetchFile;
    settings = await response.json();
    if (isLinked) {
      settings.graphQLDocument = linked.get('query');
      try {
        settings.variables = JSON.parse(linked.get('variables') || '{}');
      } catch {
        // The document opens without its variables.
      }
    } else if (!isOpening) {
      delete settings.graphQLDocument;
    }
    return { json: () => settings };
  };

  if (!isOpening) {
    return;
  }
  const page = new MutationObserver(() => {
    const buttons = [...document.querySelectorAll('button')];
    const button = buttons.find(b => b.textContent.trim() === 'Create Document')
      ?? (isLinked && buttons.find(b => b.ariaLabel?.startsWith('New Document')));
    if (button) {
      page.disconnect();
      localStorage.setItem(key, '1');
      // A reload must not open the document again.
      history.replaceState(null, '', location.pathname);
      button.click();
      // Beside other documents, the IDE reads the settings only after it has stored these documents.
      setTimeout(() => {
        delete settings.graphQLDocument;
        delete settings.variables;
      }, isLinked ? 3_000 : 0);
    }
  });
  page.observe(document, { childList: true, subtree: true });
})();
