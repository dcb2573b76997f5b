package io.mediarouter.vertx.transcode;

import io.mediarouter.farm.Flight;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How far a transcode is, wherever it is made. Safe for use by many threads. */
final class Headway {
  private final TranscodeOrder order;
  private final String id;
  private final Output output;
  private final TranscodeRow row;
  private volatile @Nullable Supplier<Optional<Flight>> leader;

  Headway(TranscodeOrder order, String id, Output output, TranscodeRow row) {
    this.order = order;
    this.id = id;
    this.output = output;
    this.row = row;
  }

  /**
   * Learns that another proxy makes it, or that none does any more.
   *
   * @param flight tells how far that is; null = it is made here
   */
  void follows(@Nullable Supplier<Optional<Flight>> flight) {
    leader = flight;
  }

  /** How far it is; empty where nobody knows. */
  Optional<Flight> now() {
    Supplier<Optional<Flight>> elsewhere = leader;
    return elsewhere == null ? Optional.of(here()) : elsewhere.get();
  }

  private Flight here() {
    boolean batch = order.kind().isBatch();
    double predicted = order.predictedSeconds();
    return new Flight("", id, "", "", batch, order.speed(), order.mediaSeconds(), predicted, 0, 0)
        .at(row.ageSeconds(), progress());
  }

  /** The share that is made, 0..1, as its server or its output tells; 0 = nobody knows. */
  double progress() {
    double plays = order.mediaSeconds();
    double come = plays > 0 ? Math.min(1, output.playSeconds() / plays) : 0;
    return Math.max(row.progress(), come);
  }
}
