import type { ISessionContext } from '@jupyterlab/apputils';
import type { Kernel } from '@jupyterlab/services';
import { Signal } from '@lumino/signaling';

/** For tests: the part of a session context that tells which kernel there is; it passes the kernel's signals on. */
export class FakeSession {
  readonly connectionStatusChanged = new Signal<this, Kernel.ConnectionStatus>(
    this
  );
  readonly disposed = new Signal<this, void>(this);
  readonly kernelChanged = new Signal<this, unknown>(this);
  readonly statusChanged = new Signal<this, Kernel.Status>(this);
  session: { kernel: Kernel.IKernelConnection | null } | null = null;

  /** This object as the context that it stands for. */
  get context(): ISessionContext {
    return this as unknown as ISessionContext;
  }

  /** Puts another kernel, or none, behind the session. */
  use(kernel: Kernel.IKernelConnection | null): void {
    this.session?.kernel?.statusChanged.disconnect(this.onStatus, this);
    this.session?.kernel?.connectionStatusChanged.disconnect(
      this.onConnection,
      this
    );
    kernel?.statusChanged.connect(this.onStatus, this);
    kernel?.connectionStatusChanged.connect(this.onConnection, this);
    this.session = { kernel };
    this.kernelChanged.emit(null);
  }

  private onConnection(_: unknown, status: Kernel.ConnectionStatus): void {
    this.connectionStatusChanged.emit(status);
  }

  private onStatus(_: unknown, status: Kernel.Status): void {
    this.statusChanged.emit(status);
  }
}
