import { useQuery } from '@apollo/client/react';
import { useDeferredValue, useId, useState, type KeyboardEvent } from 'react';
import { useNavigate } from 'react-router';
import { graphql } from '../../generated/graphql';

const NAMES = graphql(`
  query Names($text: String!) {
    topics(first: 3, search: $text) {
      nodes {
        id
        slug
        name
      }
    }
    people(first: 3, search: $text) {
      nodes {
        id
        slug
        name
      }
    }
    places(first: 3, search: $text) {
      nodes {
        id
        slug
        name
      }
    }
  }
`);

/** Offers people, places and topics while the reader types; Enter without a choice searches the articles. */
export function SearchBox() {
  const id = useId();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState(-1);
  const asked = useDeferredValue(text.trim());
  const { data, previousData } = useQuery(NAMES, { variables: { text: asked }, skip: asked.length < 2 });
  const { topics, people, places } = data ?? previousData ?? {};
  const offered = asked.length < 2 ? [] : [
    ...(topics?.nodes ?? []).map((topic) => ({ ...topic, kind: 'topic' })),
    ...(people?.nodes ?? []).map((person) => ({ ...person, kind: 'person' })),
    ...(places?.nodes ?? []).map((place) => ({ ...place, kind: 'place' })),
  ];
  const shown = open && offered.length > 0;

  const go = (address: string) => {
    setOpen(false);
    setText('');
    setChosen(-1);
    void navigate(address);
  };
  const submit = () => {
    const choice = shown ? offered[chosen] : undefined;
    if (choice) go(`/${choice.kind}/${choice.slug}`);
    else if (text.trim()) go(`/search?${new URLSearchParams({ q: text.trim() })}`);
  };
  const move = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Escape') setOpen(false);
    if (!step || offered.length === 0) return;
    event.preventDefault();
    setOpen(true);
    // One place before the first choice stands for the reader's own words.
    setChosen(((chosen + 1 + step + offered.length + 1) % (offered.length + 1)) - 1);
  };

  return (
    <form role="search" className="search" onSubmit={(event) => { event.preventDefault(); submit(); }}>
      <input
        type="search" placeholder="Search" aria-label="Search" autoComplete="off" value={text}
        role="combobox" aria-expanded={shown} aria-controls={`${id}-list`} aria-autocomplete="list"
        aria-activedescendant={shown && chosen >= 0 ? `${id}-${chosen}` : undefined}
        onChange={({ target }) => { setText(target.value); setOpen(true); setChosen(-1); }}
        onKeyDown={move} onBlur={() => setOpen(false)}
      />
      <ul role="listbox" id={`${id}-list`} aria-label="Suggestions" hidden={!shown}>
        {offered.map((choice, index) => (
          <li
            key={choice.id} id={`${id}-${index}`} role="option" aria-selected={index === chosen}
            onMouseDown={(event) => { event.preventDefault(); go(`/${choice.kind}/${choice.slug}`); }}
          >
            {choice.name} <small>{choice.kind}</small>
          </li>
        ))}
      </ul>
    </form>
  );
}
