import type { ComponentProps, ReactNode } from 'react';
import { Articles } from './Articles';

type Props = {
  name: string;
  description: string | null | undefined;
  articles: (NonNullable<ComponentProps<typeof Articles>['page']> & { totalCount: number }) | null | undefined;
  readOn: ComponentProps<typeof Articles>['readOn'];
  /** Stands between the description and the articles. */
  children?: ReactNode;
};

/** A person, place or topic, and the articles about it. */
export function Subject({ name, description, articles, readOn, children }: Props) {
  return (
    <>
      <title>{`${name} · The Night Boat`}</title>
      <h1>{name}</h1>
      <p className="lede">{description}</p>
      {children}
      <h2 className="label">{articles?.totalCount} articles</h2>
      <Articles page={articles} readOn={readOn} />
    </>
  );
}
