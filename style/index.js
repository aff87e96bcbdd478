import css from './base.raw.css';

// The loaders of style sheets would be more bytes than the sheet.
const style = document.createElement('style');
style.textContent = css;
document.head.append(style);
