package io.mediarouter.vertx.store;

import io.mediarouter.outcome.Ending;
import io.mediarouter.vertx.call.BackEndException;
import io.mediarouter.vertx.call.Flow;
import io.mediarouter.vertx.spool.SpoolReader;
import io.vertx.core.Context;
import io.vertx.core.http.HttpClientRequest;
import java.time.Duration;

/**
 * An upload as its watch sees it: a server that takes nothing more, and does not answer either, is
 * given up.
 */
record UploadFlow(
    String serverId, SpoolReader reader, HttpClientRequest request, Context context, Duration idle)
    implements Flow {
  private static final long CANCEL = 8;

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
      String words = "took nothing for " + length.toSeconds() + " s, and did not answer";
      var failure = new BackEndException(serverId, Ending.STALLED, 0, words);
      context.runOnContext(v -> request.reset(CANCEL, failure));
    }
  }
}
