import { graphql } from '../../generated/graphql';
import type { PictureFragment } from '../../generated/graphql/graphql';

// Each page reads the same fields of a picture, because a picture has no id by which the cache could join them.
export const PICTURE = graphql(`
  fragment Picture on Image {
    small: url(width: 400)
    medium: url(width: 800)
    large: url(width: 1600)
    width
    height
    altText
    caption
    credit
    focalPoint {
      x
      y
    }
  }
`);

/** A picture in the file that fits its place. `sizes`: as of an `img`. */
export function Picture({ of, sizes, eager = false }: { of: PictureFragment; sizes: string; eager?: boolean }) {
  const { small, medium, large, width, height, altText, focalPoint } = of;
  return (
    <img
      src={medium}
      srcSet={`${small} 400w, ${medium} 800w, ${large} 1600w`}
      sizes={sizes}
      width={width ?? undefined}
      height={height ?? undefined}
      alt={altText ?? ''}
      loading={eager ? 'eager' : 'lazy'}
      style={focalPoint ? { objectPosition: `${focalPoint.x * 100}% ${focalPoint.y * 100}%` } : undefined}
    />
  );
}
