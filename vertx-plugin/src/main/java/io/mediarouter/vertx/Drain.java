package io.mediarouter.vertx;

import io.mediarouter.vertx.admission.Admission;
import io.mediarouter.vertx.transcode.Transcodes;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;

/**
 * The wait until nothing is under way: no request, and no transcode, the upload of what is finished
 * included.
 */
record Drain(Vertx vertx, Admission admission, Transcodes transcodes) {
  private static final long LOOK_MILLIS = 20;

  /** Succeeds when nothing is under way, or after {@code longest}. */
  Future<Void> await(Duration longest) {
    if (isDone()) {
      return Future.succeededFuture();
    }
    Promise<Void> done = Promise.promise();
    long end = vertx.setTimer(Math.max(1, longest.toMillis()), id -> done.tryComplete());
    long look = vertx.setPeriodic(LOOK_MILLIS, id -> look(done));
    return done.future()
        .onComplete(
            over -> {
              vertx.cancelTimer(end);
              vertx.cancelTimer(look);
            });
  }

  private void look(Promise<Void> done) {
    if (isDone()) {
      done.tryComplete();
    }
  }

  private boolean isDone() {
    return admission.present() == 0 && transcodes.all().isEmpty();
  }
}
