package io.mediarouter.vertx.batch;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.FarmView;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.Rendition;
import io.mediarouter.schedule.GateReading;
import io.mediarouter.select.Candidate;
import io.mediarouter.select.ServerSelector;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The room that the farm leaves for work that nobody waits for and that is no job. For many
 * threads.
 */
public final class SpareRoom {
  private final FarmGate gate;
  private final Placement placement;

  /**
   * The room behind a gate.
   *
   * @param view tells what is known of the farm now
   * @param selector tells which servers have room
   * @param random of ties
   */
  public SpareRoom(
      FarmGate gate,
      Supplier<FarmView> view,
      Supplier<ServerSelector> selector,
      InstantSource clock,
      Supplier<RandomGenerator> random) {
    this.gate = gate;
    this.placement = new Placement(view, selector, clock, random);
  }

  /** The servers that may make it now, best first; empty where none may. */
  public List<Candidate> of(AssetEntry entry, Rendition rendition) {
    GateReading reading = gate.look();
    return placement.candidates(entry, rendition, EncodingSpeed.FAST).stream()
        .filter(each -> JobRendition.isAllowed(each, reading))
        .toList();
  }
}
