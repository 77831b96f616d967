import { useQuery } from '@apollo/client/react';
import { Fragment, useDeferredValue, useId, useState, type KeyboardEvent } from 'react';
import { useNavigate } from 'react-router';
import { graphql } from '../../generated/graphql';
import type { SuggestionsQuery } from '../../generated/graphql/graphql';

const SUGGESTIONS = graphql(`
  query Suggestions($text: String!) {
    suggest(text: $text, first: 8) {
      kind
      text
      spans {
        start
        end
      }
      entity {
        id
        slug
        name
      }
      section {
        name
      }
    }
  }
`);

/** Offers people, places, topics and sections while the reader types; Enter without a choice searches the articles. */
export function SearchBox() {
  const id = useId();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState(-1);
  const asked = useDeferredValue(text.trim());
  const { data } = useQuery(SUGGESTIONS, { variables: { text: asked }, skip: asked.length < 2 });
  // What was offered for other words cannot be chosen.
  const offered = (asked === text.trim() && data?.suggest) || [];
  const shown = open && offered.length > 0;

  const go = (to: string) => {
    setOpen(false);
    setText('');
    setChosen(-1);
    void navigate(to);
  };
  const submit = () => {
    const choice = shown ? offered[chosen] : undefined;
    if (choice) go(address(choice));
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
            key={address(choice)} id={`${id}-${index}`} role="option" aria-selected={index === chosen}
            onMouseDown={(event) => { event.preventDefault(); go(address(choice)); }}
          >
            <Marked text={choice.text} spans={choice.spans} /> <small>{describe(choice)}</small>
          </li>
        ))}
      </ul>
    </form>
  );
}

type Suggestion = NonNullable<SuggestionsQuery['suggest']>[number];

const address = ({ kind, entity, section }: Suggestion) =>
  section ? `/section/${encodeURIComponent(section.name)}` : `/${kind.toLowerCase()}/${entity?.slug}`;

/** The kind, and the name where the reader typed another name of the same thing. */
const describe = ({ kind, text, entity }: Suggestion) =>
  entity && entity.name !== text ? `${entity.name}, ${kind.toLowerCase()}` : kind.toLowerCase();

/** A text with what was typed in bold. Spans count Unicode code points. */
function Marked({ text, spans }: { text: string; spans: readonly { start: number; end: number }[] }) {
  const letters = Array.from(text);
  const between = (start: number, end?: number) => letters.slice(start, end).join('');
  return (
    <>
      {spans.map(({ start, end }, index) => (
        <Fragment key={start}>{between(spans[index - 1]?.end ?? 0, start)}<b>{between(start, end)}</b></Fragment>
      ))}
      {between(spans.at(-1)?.end ?? 0)}
    </>
  );
}
