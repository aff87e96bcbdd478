/** A request under way, as JupyterLab's futures are. */
interface IFuture<Reply> {
  readonly done: Promise<Reply | undefined>;
  onReply: (reply: Reply) => void;
}

/**
 * The reply to a request, as soon as it is there: the idle status that should follow may be lost on its way. Rejects when the
 * kernel or the request is given up before.
 */
export function replyOf<Reply>(future: IFuture<Reply>): Promise<Reply> {
  return new Promise((resolve, reject) => {
    future.onReply = resolve;
    future.done.then(reply => {
      if (reply !== undefined) {
        resolve(reply);
      }
    }, reject);
  });
}
