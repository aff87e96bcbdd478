import type { Badge } from './badge';

/** All badges of the page, so that the keyboard reaches the one that can be seen. */
export const badges = new Set<Badge>();
