import type { IEnvironment } from './model';

/** What is known of the kernel behind a notebook. */
export type KernelState =
  /** No kernel, or one whose language is not Python. */
  | { readonly kind: 'none' | 'not-python' }
  /** The kernel is starting, or it is running something else and cannot answer. */
  | { readonly kind: 'starting' | 'busy' }
  /** It was asked and gave no usable answer; the reason is a sentence. */
  | { readonly kind: 'unknown'; readonly reason: string }
  | { readonly kind: 'ready'; readonly environment: IEnvironment };
