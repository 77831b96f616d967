import { useQuery } from '@apollo/client/react';
import { useEffect, useRef } from 'react';
import { Link, NavLink, Outlet, ScrollRestoration, useLocation } from 'react-router';
import { graphql } from '../../generated/graphql';
import { SearchBox } from './SearchBox';

const SECTIONS = graphql(`
  query Sections {
    sections {
      name
    }
  }
`);

/** What stands on every page: the masthead, the sections and the search. */
export function Layout() {
  const { data } = useQuery(SECTIONS);
  const { pathname } = useLocation();
  const main = useRef<HTMLElement>(null);
  const shown = useRef(pathname);

  // A new page is read from its beginning by a screen reader too.
  useEffect(() => {
    if (shown.current !== pathname) main.current?.focus({ preventScroll: true });
    shown.current = pathname;
  }, [pathname]);

  return (
    <>
      <a className="skip" href="#main">To the content</a>
      <header>
        <Link to="/" className="name">The Night Boat</Link>
        <SearchBox />
        <nav aria-label="Sections">
          <NavLink to="/latest" className="latest">Latest</NavLink>
          {data?.sections.map(({ name }) => <NavLink key={name} to={`/section/${encodeURIComponent(name)}`}>{name}</NavLink>)}
        </nav>
      </header>
      <main id="main" tabIndex={-1} ref={main}>
        <Outlet />
      </main>
      <footer>
        <p>A sample site over <a href="/graphql">NewsApi</a>. The people, the events and the figures are made up.</p>
      </footer>
      <ScrollRestoration />
    </>
  );
}
