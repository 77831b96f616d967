import { ApolloProvider } from '@apollo/client/react';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createBrowserRouter, RouterProvider } from 'react-router';
import { client } from './client';
import { ArticlePage } from './pages/ArticlePage';
import { FrontPage } from './pages/FrontPage';
import { LatestPage } from './pages/LatestPage';
import { MissingPage } from './pages/MissingPage';
import { PersonPage } from './pages/PersonPage';
import { PlacePage } from './pages/PlacePage';
import { SearchPage } from './pages/SearchPage';
import { SectionPage } from './pages/SectionPage';
import { TopicPage } from './pages/TopicPage';
import { Layout } from './parts/Layout';

const router = createBrowserRouter([{
  Component: Layout,
  children: [
    { path: '/', Component: FrontPage },
    { path: '/latest', Component: LatestPage },
    { path: '/search', Component: SearchPage },
    { path: '/section/:section', Component: SectionPage },
    { path: '/article/:slug', Component: ArticlePage },
    { path: '/person/:slug', Component: PersonPage },
    { path: '/place/:slug', Component: PlacePage },
    { path: '/topic/:slug', Component: TopicPage },
    { path: '*', Component: MissingPage },
  ],
}]);

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <ApolloProvider client={client}>
        <RouterProvider router={router} />
      </ApolloProvider>
    </StrictMode>,
  );
}
