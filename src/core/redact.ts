/** What is known of the person whose texts are to be shown to others. */
export interface IPerson {
  /** Home folder, or null when it is not known. */
  readonly home: string | null;
  /** Login name, or null when it is not known. */
  readonly user: string | null;
}

const hidden = '***';

/** Tokens that their makers gave a form to be found by. */
const tokens =
  /\b(?:gh[pousr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{15,}|hf_\w{15,}|pypi-[\w-]{20,}|sk-[\w-]{20,}|xox[abprs]-[\w-]{10,}|A[KS]IA[A-Z0-9]{16}|AIza[\w-]{30,}|eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*)/g;
const userInfo = /(:\/\/)[^\s/@'"]{1,500}@/g;
const secretParameter =
  /([?&#;](?:[\w-]*(?:token|secret|password|passwd|pwd|signature|credential)[\w-]*|(?:api|access|auth)[\w-]*key|key|sig|auth)=)[^\s&#'"]+/gi;
const secretOption =
  /((?:--?|\b)(?:[\w-]*(?:token|secret|password|passwd)|api[_-]?key)["']?\]?\s*[=:]\s*)(?:"[^"\n]+"|'[^'\n]+'|[^\s'",;&#)]+)/gi;
const homes =
  /(?:\/home|\/Users|\b[A-Za-z]:(?:\\\\?|\/)Users)(?:\\\\?|\/)[^\\/\s:;'"<>|]+/g;

/** Names that say nothing about a person, and that other texts use as words. */
const impersonal =
  /^(root|user|admin|jovyan|ubuntu|runner|python|keras|.{1,2})$/i;

/**
 * A text without what is nobody's business: home folders become `~`, the login name `<user>`, credentials and tokens in
 * addresses and assignments `***`.
 */
export function redact(text: string, { home, user }: IPerson): string {
  const withoutHome =
    home && home.length > 1 ? text.split(home).join('~') : text;
  const redacted = withoutHome
    .replace(userInfo, `$1${hidden}@`)
    .replace(secretParameter, `$1${hidden}`)
    .replace(secretOption, `$1${hidden}`)
    .replace(tokens, hidden)
    .replace(homes, '~');
  return user && !impersonal.test(user)
    ? redacted.replace(wholeWord(user), '<user>')
    : redacted;
}

function wholeWord(word: string): RegExp {
  const literal = word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  return new RegExp(`(?<![\\w-])${literal}(?![\\w-])`, 'g');
}
