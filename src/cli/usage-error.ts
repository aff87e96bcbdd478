/** The command was called in a way that cannot work: said on stderr, exit code 2. */
export class UsageError extends Error {}
