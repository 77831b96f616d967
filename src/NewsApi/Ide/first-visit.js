// The IDE shows a newcomer no document. This script opens a document in two cases: on a browser's first visit, one that starts with
// welcome.graphql, and for a link with `#query=…&variables=…` in its address, one with that operation. The IDE would put the text into
// every new document, so the script removes the text from the IDE's settings: at once if there is no document to open, and otherwise after
// the IDE has read it.
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

  // The IDE reads both settings together when it creates the document: some time after the click, because it stores other documents first.
  const forgetOnceRead = () => {
    const text = settings.graphQLDocument;
    Object.defineProperty(settings, 'graphQLDocument', {
      configurable: true,
      get: () => {
        setTimeout(() => {
          delete settings.graphQLDocument;
          delete settings.variables;
        });
        return text;
      },
    });
  };

  const page = new MutationObserver(() => {
    const buttons = [...document.querySelectorAll('button')];
    const button = buttons.find(b => b.textContent.trim() === 'Create Document')
      ?? (isLinked && buttons.find(b => b.ariaLabel?.startsWith('New Document')));
    if (button) {
      page.disconnect();
      localStorage.setItem(key, '1');
      // A reload must not open the document again.
      history.replaceState(null, '', location.pathname);
      forgetOnceRead();
      button.click();
    }
  });
  page.observe(document, { childList: true, subtree: true });
})();
