import { remember } from '../compatibility/remember';

/** Longer texts are few, and V8 keeps them as parts of the source that they are cut out of: to keep such a part is to keep it all. */
const LONGEST = 12;

const known = remember(text => text);

/** The same text; short ones, which most names are, as the one string that is kept for all places that have it. */
export function sharedText(text: string): string {
  return text.length > LONGEST ? text : known(text);
}
