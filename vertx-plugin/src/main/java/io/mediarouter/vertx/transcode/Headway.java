package io.mediarouter.vertx.transcode;

import io.mediarouter.farm.Flight;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How far a transcode is, wherever it is made. Safe for use by many threads. */
final class Headway {
  /**
   * When a server began it.
   *
   * @param ageSeconds how old the transcode was then
   * @param predictedSeconds how long the server is predicted to take; 0 = nobody knows
   */
  private record Start(double ageSeconds, double predictedSeconds) {}

  private final TranscodeOrder order;
  private final String id;
  private final Output output;
  private final TranscodeRow row;
  private volatile @Nullable Supplier<Optional<Flight>> leader;
  private volatile Start start;

  Headway(TranscodeOrder order, String id, Output output, TranscodeRow row) {
    this.order = order;
    this.id = id;
    this.output = output;
    this.row = row;
    this.start = new Start(0, order.predictedSeconds());
  }

  /** Learns that a server begins it, from its start: that of the order's candidates. */
  void beginsAt(int candidate) {
    start = new Start(row.ageSeconds(), order.predictedSeconds(candidate));
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

  /** How far it is at the server that makes it now. */
  Flight here() {
    Start latest = start;
    double age = Math.max(0, row.ageSeconds() - latest.ageSeconds());
    return new Flight(
        "",
        id,
        "",
        "",
        order.kind().isBatch(),
        order.speed(),
        order.mediaSeconds(),
        latest.predictedSeconds(),
        age,
        progress());
  }

  /** The share that is made, 0..1, as its server or its output tells; 0 = nobody knows. */
  private double progress() {
    if (output.spool().isComplete()) {
      return 1;
    }
    double plays = order.mediaSeconds();
    double come = plays > 0 ? Math.min(1, output.playSeconds() / plays) : 0;
    return Math.max(row.progress(), come);
  }
}
