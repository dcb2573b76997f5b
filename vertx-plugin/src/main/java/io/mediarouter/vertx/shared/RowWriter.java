package io.mediarouter.vertx.shared;

import io.mediarouter.state.SharedTable;
import io.mediarouter.state.Versioned;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A writer of rows of a shared table, whatever others write at the same time: who was slower than
 * another tries again when the mirror shows what that one wrote. Safe for use by many threads.
 */
public final class RowWriter<V> {
  private static final int MOST_TRIES = 20;
  private static final long RETRY_MILLIS = 25;

  /**
   * What came of a change.
   *
   * @param before what was there; null = nothing
   * @param written what is there instead; null = nothing was written
   */
  public record Change<V>(@Nullable V before, @Nullable V written) {
    /** What is there now; empty = nothing. */
    public Optional<V> now() {
      return Optional.ofNullable(written == null ? before : written);
    }
  }

  private final Vertx vertx;
  private final SharedTable<V> table;
  private final String what;

  /**
   * A writer.
   *
   * @param what a row is of, for messages
   */
  public RowWriter(Vertx vertx, SharedTable<V> table, String what) {
    this.vertx = vertx;
    this.table = table;
    this.what = what;
  }

  /**
   * Changes a row.
   *
   * @param change given what is there, null where there is nothing; what it returns is written,
   *     unless that is null. Pure; may be called several times
   * @return fails if it cannot be written
   */
  public Future<Change<V>> change(String key, Function<@Nullable V, @Nullable V> change) {
    return change(key, change, 1);
  }

  private Future<Change<V>> change(
      String key, Function<@Nullable V, @Nullable V> change, int tries) {
    Versioned<V> row = table.get(key).orElse(null);
    V before = row == null ? null : row.value();
    V wanted = change.apply(before);
    if (wanted == null) {
      return Future.succeededFuture(new Change<>(before, null));
    }
    long version = row == null ? SharedTable.ABSENT : row.version();
    return here(table.replace(key, version, wanted))
        .compose(
            written ->
                written
                    ? Future.succeededFuture(new Change<>(before, wanted))
                    : again(key, tries, () -> change(key, change, tries + 1)));
  }

  /** Removes a row; succeeds, with whether there was one, when it is not there any more. */
  public Future<Boolean> remove(String key) {
    return remove(key, 1);
  }

  private Future<Boolean> remove(String key, int tries) {
    Versioned<V> row = table.get(key).orElse(null);
    if (row == null) {
      return Future.succeededFuture(tries > 1);
    }
    return here(table.remove(key, row.version()))
        .compose(
            removed ->
                removed
                    ? Future.succeededFuture(true)
                    : again(key, tries, () -> remove(key, tries + 1)));
  }

  /** What another has written, when the mirror shows it; fails if that takes long. */
  public Future<V> seen(String key) {
    return seen(key, 1);
  }

  private Future<V> seen(String key, int tries) {
    return table
        .get(key)
        .map(row -> Future.succeededFuture(row.value()))
        .orElseGet(() -> again(key, tries, () -> seen(key, tries + 1)));
  }

  private <T> Future<T> again(String key, int tries, Supplier<Future<T>> next) {
    return tries == MOST_TRIES
        ? Future.failedFuture(
            new IllegalStateException(what + ": " + key + " not written in " + tries + " tries"))
        : vertx.timer(RETRY_MILLIS).compose(v -> next.get());
  }

  private <T> Future<T> here(CompletionStage<T> stage) {
    Context context = vertx.getOrCreateContext();
    return Future.fromCompletionStage(stage, context);
  }
}
