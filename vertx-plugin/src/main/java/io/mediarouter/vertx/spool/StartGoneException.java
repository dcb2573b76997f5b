package io.mediarouter.vertx.spool;

import java.util.concurrent.CancellationException;

/**
 * An output whose start was not kept, since there was no room for it. To whoever comes too late it
 * is as good as cancelled: what is decided anew finds another way.
 */
public final class StartGoneException extends CancellationException {
  private static final long serialVersionUID = 1L;

  StartGoneException(String whyFull) {
    super(
        "output not kept whole: "
            + whyFull
            + "; make room in spool.directory, or raise spool.disk and spool.totalDisk");
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
