package io.mediarouter.vertx.source;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.request.Problem;
import io.mediarouter.request.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A look-up in the cache index that is made again, after ever longer waits, while the index does
 * not answer or fails; the first answer of any of them counts.
 */
public final class IndexLookup {
  private static final Logger LOG = LoggerFactory.getLogger(IndexLookup.class);
  private static final Problem UNKNOWN =
      Problem.of(
          503,
          "Cache index silent",
          "The index of stored renditions, which the proxies share, did not answer in time.");
  private static final Duration COME_BACK = Duration.ofSeconds(2);

  private final Supplier<CompletionStage<Optional<AssetEntry>>> lookup;
  private final Promise<Optional<AssetEntry>> answer = Promise.promise();

  private IndexLookup(Supplier<CompletionStage<Optional<AssetEntry>>> lookup) {
    this.lookup = lookup;
  }

  /**
   * The answer to a look-up that is under way, or to one that is made after it.
   *
   * @param first what is under way
   * @param lookup makes another one
   * @param wait for the first answer, above 0; twice as long for each one after it
   * @param longest for any answer, above 0
   * @return fails with a {@code ProblemException} of 503 if there is none
   */
  public static Future<Optional<AssetEntry>> await(
      CompletionStage<Optional<AssetEntry>> first,
      Supplier<CompletionStage<Optional<AssetEntry>>> lookup,
      Duration wait,
      Duration longest) {
    var asking = new IndexLookup(lookup);
    asking.listen(first, wait.toMillis());
    return asking
        .answer
        .future()
        .timeout(Math.max(1, longest.toMillis()), TimeUnit.MILLISECONDS)
        .recover(asking::giveUp);
  }

  private void listen(CompletionStage<Optional<AssetEntry>> asked, long waitMillis) {
    asked.whenComplete(this::hear);
    CompletableFuture.delayedExecutor(waitMillis, TimeUnit.MILLISECONDS)
        .execute(() -> askAgain(2 * waitMillis));
  }

  private void hear(@Nullable Optional<AssetEntry> found, @Nullable Throwable cause) {
    if (found != null) {
      answer.tryComplete(found);
    } else {
      LOG.debug("The cache index failed", cause);
    }
  }

  private void askAgain(long waitMillis) {
    if (!answer.future().isComplete()) {
      listen(lookup.get(), Math.max(1, waitMillis));
    }
  }

  /** Nobody waits any more, so nothing is asked again either. */
  private Future<Optional<AssetEntry>> giveUp(Throwable cause) {
    var unknown = new ProblemException(UNKNOWN, COME_BACK);
    answer.tryFail(unknown);
    return Future.failedFuture(unknown);
  }
}
