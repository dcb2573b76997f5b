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
import java.util.stream.Collectors;

/** The places where batch work has room on the farm now. Safe for use by many threads. */
final class Placement {
  private static final double LITTLE = 1e-6;

  private final Supplier<FarmView> farm;
  private final Supplier<ServerSelector> selector;
  private final InstantSource clock;
  private final Supplier<RandomGenerator> random;

  Placement(
      Supplier<FarmView> farm,
      Supplier<ServerSelector> selector,
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

  /** What {@code rendition} needs; on a farm without able servers, of none. */
  Need need(AssetEntry entry, Rendition rendition, EncodingSpeed speed) {
    List<Candidate> able =
        selector
            .get()
            .rate(
                task(entry, rendition, speed),
                able(rendition, speed, idle()),
                clock.instant(),
                random.get());
    double least = able.stream().mapToDouble(each -> each.estimate().demandCores()).min().orElse(0);
    return new Need(
        Math.max(LITTLE, least),
        able.stream().map(each -> each.server().id()).collect(Collectors.toUnmodifiableSet()));
  }

  /** Whether a server that takes work now can make {@code rendition} by copying streams. */
  boolean isCopied(Rendition rendition) {
    return able(rendition, EncodingSpeed.COPY, transcoding()).stream()
        .anyMatch(view -> view.accepts(Work.TRANSCODE));
  }

  /** Whether {@code rendition} is too much for every server, even one with nothing else to do. */
  boolean isTooMuch(AssetEntry entry, Rendition rendition, EncodingSpeed speed) {
    var idle = idle();
    return !idle.isEmpty() && choose(entry, rendition, speed, idle).isEmpty();
  }

  /** The servers that are not retired, as if they were well and had nothing to do. */
  private List<ServerView> idle() {
    return transcoding().stream()
        .filter(view -> view.administrative() != AdministrativeState.RETIRED)
        .map(Placement::idle)
        .toList();
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
    Task task = task(entry, rendition, speed);
    return selector
        .get()
        .choose(task, able(rendition, speed, servers), clock.instant(), random.get());
  }

  private static Task task(AssetEntry entry, Rendition rendition, EncodingSpeed speed) {
    return new Task(entry.asset(), entry.source(), rendition, speed);
  }

  private static List<ServerView> able(
      Rendition rendition, EncodingSpeed speed, List<ServerView> servers) {
    return servers.stream()
        .filter(view -> view.server().capabilities().canMake(rendition))
        .filter(
            view -> speed != EncodingSpeed.COPY || view.server().capabilities().canCopy(rendition))
        .toList();
  }
}
