import { Link } from 'react-router';

export function MissingPage() {
  return (
    <>
      <title>Not found · The Night Boat</title>
      <h1>There is no such page</h1>
      <p>It may have been withdrawn. <Link to="/">To the front page</Link></p>
    </>
  );
}
