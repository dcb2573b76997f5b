package io.mediarouter.vertx.batch;

import static java.util.Objects.requireNonNull;

import io.mediarouter.stream.Film;
import io.mediarouter.vertx.flight.FlightEndedException;
import io.mediarouter.vertx.transcode.FilmParts;
import io.mediarouter.vertx.transcode.Transcode;
import io.mediarouter.vertx.transcode.TranscodeOrder;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The way to a whole film by the segments of its stream: those that are stored, and those that
 * several servers make. Confined to the runner's context.
 */
final class WayBySegments {
  private final BatchParts parts;
  private final Context context;
  private final JobRendition wanted;
  private final TaskRow row;
  private @Nullable FilmParts stored;
  private @Nullable FilmSpread begun;

  WayBySegments(BatchParts parts, Context context, JobRendition wanted, TaskRow row) {
    this.parts = parts;
    this.context = context;
    this.wanted = wanted;
    this.row = row;
  }

  /** Looks whether all of them are stored; never fails. */
  Future<Void> look() {
    return here(wanted.parts())
        .onSuccess(found -> stored = found.orElse(null))
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }

  private <T> Future<T> here(Future<T> anywhere) {
    return Future.fromCompletionStage(anywhere.toCompletionStage(), context);
  }

  /** Whether all of them were stored. */
  boolean isThere() {
    return stored != null;
  }

  /** Puts the film together of them, which takes no server. */
  Future<Transcode> putTogether() {
    FilmParts whole = requireNonNull(stored, "stored");
    TranscodeOrder order = wanted.orderOf(whole);
    String how = "put together of " + whole.film().segments() + " segments";
    return row.update(task -> begun == null ? task.by(how) : task)
        .map(v -> parts.transcodes().join(order, whole));
  }

  /**
   * Has those made that are missing, where that is sooner than one transcode; tells whether.
   *
   * @param isStopped whether nothing more is to begin
   */
  Future<Boolean> spread(BooleanSupplier isStopped) {
    return wanted
        .film()
        .map(film -> spread(film, isStopped))
        .orElseGet(() -> Future.succeededFuture(false));
  }

  private Future<Boolean> spread(Film film, BooleanSupplier isStopped) {
    return here(wanted.noted(film))
        .map(noted -> new FilmSpread(parts, context, wanted, film, noted))
        .map(Optional::of)
        .otherwise(Optional.empty())
        .compose(
            found ->
                found
                    .filter(spread -> !isStopped.getAsBoolean() && spread.isSooner())
                    .map(this::make)
                    .orElseGet(() -> Future.succeededFuture(false)));
  }

  private Future<Boolean> make(FilmSpread spread) {
    begun = spread;
    return row.update(task -> task.by(spread.about()))
        .compose(v -> spread.make())
        .compose(v -> look())
        .compose(v -> isThere() ? Future.succeededFuture(true) : gone());
  }

  private static Future<Boolean> gone() {
    return Future.failedFuture(new FlightEndedException("some of its segments are gone"));
  }

  /** What several servers make, or made; empty where they did not begin. */
  Optional<FilmSpread> begun() {
    return Optional.ofNullable(begun);
  }
}
