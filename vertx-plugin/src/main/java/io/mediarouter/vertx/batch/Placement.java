package io.mediarouter.vertx.batch;

import io.mediarouter.estimate.Task;
import io.mediarouter.farm.AdministrativeState;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.FarmView;
import io.mediarouter.farm.ServerHealth;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.farm.ServerView;
import io.mediarouter.farm.Work;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.Rendition;
import io.mediarouter.select.Candidate;
import io.mediarouter.select.ServerSelector;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Where batch work has room on the farm now. Safe for use by many threads. */
final class Placement {
  private final Supplier<FarmView> farm;
  private final ServerSelector selector;
  private final InstantSource clock;
  private final Supplier<RandomGenerator> random;

  Placement(
      Supplier<FarmView> farm,
      ServerSelector selector,
      InstantSource clock,
      Supplier<RandomGenerator> random) {
    this.farm = farm;
    this.selector = selector;
    this.clock = clock;
    this.random = random;
  }

  /** The servers that have room for {@code rendition} now, best first; empty where none has. */
  List<Candidate> candidates(AssetEntry entry, Rendition rendition, EncodingSpeed speed) {
    var available = transcoding().stream().filter(view -> view.accepts(Work.TRANSCODE)).toList();
    return choose(entry, rendition, speed, available);
  }

  /** Whether {@code rendition} is too much for every server, even one with nothing else to do. */
  boolean isTooMuch(AssetEntry entry, Rendition rendition, EncodingSpeed speed) {
    var idle =
        transcoding().stream()
            .filter(view -> view.administrative() != AdministrativeState.RETIRED)
            .map(Placement::idle)
            .toList();
    return !idle.isEmpty() && choose(entry, rendition, speed, idle).isEmpty();
  }

  private static ServerView idle(ServerView view) {
    return new ServerView(
        view.server(), AdministrativeState.READY, ServerHealth.WELL, null, List.of());
  }

  private List<ServerView> transcoding() {
    return farm.get().withRole(ServerRole.TRANSCODING);
  }

  private List<Candidate> choose(
      AssetEntry entry, Rendition rendition, EncodingSpeed speed, List<ServerView> servers) {
    var task = new Task(entry.asset(), entry.source(), rendition, speed);
    var able =
        servers.stream().filter(view -> view.server().capabilities().canMake(rendition)).toList();
    return selector.choose(task, able, clock.instant(), random.get());
  }
}
