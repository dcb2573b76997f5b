package io.mediarouter.vertx.store;

import io.mediarouter.vertx.call.Flow;
import io.mediarouter.vertx.spool.SpoolReader;
import io.vertx.core.Context;
import io.vertx.core.http.HttpClientRequest;
import java.time.Duration;

/**
 * An upload as its watch sees it: a server that takes nothing more, and does not answer either, is
 * given up.
 */
record UploadFlow(SpoolReader reader, HttpClientRequest request, Context context, Duration idle)
    implements Flow {
  @Override
  public long bytes() {
    return reader.position();
  }

  @Override
  public boolean isWanted() {
    return true;
  }

  @Override
  public void silent(Duration length) {
    if (length.compareTo(idle) > 0) {
      context.runOnContext(v -> request.reset());
    }
  }
}
