package io.mediarouter.vertx.speculation;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.batch.JobState;
import io.mediarouter.farm.ActiveTask;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.InvalidParameterException;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.RenditionKey;
import io.mediarouter.media.RenditionRequest;
import io.mediarouter.media.RenditionResolver;
import io.mediarouter.media.SourceProperties;
import io.mediarouter.popularity.ClusterPopularity;
import io.mediarouter.popularity.Counted;
import io.mediarouter.speculate.Account;
import io.mediarouter.speculate.Announcement;
import io.mediarouter.speculate.FirstSegments;
import io.mediarouter.speculate.Situation;
import io.mediarouter.speculate.StandingRule;
import io.mediarouter.speculate.Target;
import io.mediarouter.state.SharedState;
import io.mediarouter.vertx.batch.BatchJobs;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads from the shared state what predictors are given to see; bounded, however much is stored.
 */
final class SituationReader {
  /** Popular assets that are looked at. */
  static final int POPULAR = 200;

  /** Assets below each standing rule's path that are looked at. */
  static final int OF_A_RULE = 1_000;

  private final SharedState state;
  private final BatchJobs jobs;
  private final Supplier<FirstSegments> beginnings;
  private final Supplier<Set<Target>> held;
  private final Supplier<Map<String, Account>> results;

  /**
   * A reader.
   *
   * @param beginnings tells which segments it has to look up
   * @param held tells what this proxy makes for nobody, or lets alone for a while
   * @param results tells what each predictor's work has brought
   */
  SituationReader(
      SharedState state,
      BatchJobs jobs,
      Supplier<FirstSegments> beginnings,
      Supplier<Set<Target>> held,
      Supplier<Map<String, Account>> results) {
    this.beginnings = beginnings;
    this.held = held;
    this.results = results;
    this.state = state;
    this.jobs = jobs;
  }

  /** The situation at {@code now}. */
  Future<Situation> situation(List<StandingRule> rules, List<Announcement> announced, Instant now) {
    return situation(popularity(now), rules, announced, now);
  }

  /** The situation at {@code now} of what players have announced, and of nothing else. */
  Future<Situation> situation(List<Announcement> announced, Instant now) {
    return situation(ClusterPopularity.sum(Stream.empty(), now), List.of(), announced, now);
  }

  private Future<Situation> situation(
      ClusterPopularity popularity,
      List<StandingRule> rules,
      List<Announcement> announced,
      Instant now) {
    return assets(popularity, rules, announced)
        .compose(this::entries)
        .compose(
            entries ->
                parts(popularity, entries)
                    .map(parts -> situation(popularity, rules, announced, entries, parts, now)));
  }

  private ClusterPopularity popularity(Instant now) {
    return ClusterPopularity.sum(
        state.popularity().rows().stream()
            .flatMap(row -> Counted.read(row.key(), row.value()).stream()),
        now);
  }

  private Future<Set<AssetId>> assets(
      ClusterPopularity popularity, List<StandingRule> rules, List<Announcement> announced) {
    List<Future<List<AssetId>>> ofRules =
        rules.stream()
            .map(rule -> state.cacheIndex().sourcesBelow(rule.pathPrefix(), OF_A_RULE))
            .map(Future::fromCompletionStage)
            .toList();
    return Future.all(ofRules)
        .map(
            all ->
                Stream.of(
                        popularity.assets().stream().limit(POPULAR),
                        all.<List<AssetId>>list().stream().flatMap(List::stream),
                        announced.stream().flatMap(each -> Stream.of(each.next(), each.current())))
                    .flatMap(assets -> assets)
                    .collect(Collectors.toCollection(LinkedHashSet::new)));
  }

  private Future<Map<AssetId, AssetEntry>> entries(Collection<AssetId> assets) {
    List<Future<Optional<AssetEntry>>> found =
        assets.stream().map(state.cacheIndex()::find).map(Future::fromCompletionStage).toList();
    return Future.all(found)
        .map(
            all ->
                all.<Optional<AssetEntry>>list().stream()
                    .flatMap(Optional::stream)
                    .collect(Collectors.toMap(AssetEntry::asset, entry -> entry)));
  }

  /** What is stored of the segments that may be made, of the present version of their sources. */
  private Future<Map<AssetId, AssetEntry>> parts(
      ClusterPopularity popularity, Map<AssetId, AssetEntry> entries) {
    Map<AssetId, AssetId> wanted = beginnings.get().parts(popularity, entries);
    return entries(wanted.keySet())
        .map(
            found -> {
              var parts = new HashMap<AssetId, AssetEntry>();
              found.forEach(
                  (noted, part) -> {
                    AssetEntry owner = entries.get(wanted.get(noted));
                    if (owner != null && owner.source().version().equals(part.source().version())) {
                      parts.put(noted, part);
                    }
                  });
              return parts;
            });
  }

  private Situation situation(
      ClusterPopularity popularity,
      List<StandingRule> rules,
      List<Announcement> announced,
      Map<AssetId, AssetEntry> entries,
      Map<AssetId, AssetEntry> parts,
      Instant now) {
    return new Situation(
        popularity,
        new HashMap<>(entries),
        parts,
        rules,
        announced,
        underWay(sources(entries, announced)),
        refined(entries.values()),
        results.get(),
        Situation.DEFAULT_HORIZON,
        now);
  }

  private static Set<Target> refined(Collection<AssetEntry> entries) {
    var refined = new HashSet<Target>();
    for (AssetEntry entry : entries) {
      entry.renditions().stream()
          .filter(each -> each.speed() != EncodingSpeed.FAST && entry.isCurrent(each))
          .forEach(each -> refined.add(new Target(entry.asset(), each.rendition())));
    }
    return refined;
  }

  /** A piece that nobody has looked at yet is taken to be like the one before it. */
  private static Map<AssetId, SourceProperties> sources(
      Map<AssetId, AssetEntry> entries, List<Announcement> announced) {
    var sources = new HashMap<AssetId, SourceProperties>();
    entries.forEach((asset, entry) -> sources.put(asset, entry.source()));
    for (Announcement each : announced) {
      AssetEntry before = entries.get(each.current());
      if (before != null) {
        sources.putIfAbsent(each.next(), before.source());
      }
    }
    return sources;
  }

  /**
   * What is ordered and not stored yet, also what failed: that is for an operator to order again;
   * and what somebody waits for, so that it is made on demand.
   */
  private Set<Target> underWay(Map<AssetId, SourceProperties> sources) {
    var targets = new HashSet<Target>();
    for (BatchJob job : jobs.newestFirst()) {
      SourceProperties source = sources.get(job.asset());
      if (source != null && !isCalledOff(job)) {
        job.tasks().stream()
            .filter(task -> task.state() != JobState.STORED)
            .flatMap(task -> resolved(task.rendition(), source).stream())
            .forEach(rendition -> targets.add(new Target(job.asset(), rendition)));
      }
    }
    state.tasks().rows().forEach(row -> targets(row.value()).forEach(targets::add));
    targets.addAll(held.get());
    return targets;
  }

  /** One task makes several renditions, or segments. */
  private static Stream<Target> targets(ActiveTask task) {
    return Stream.of(task.renditionKey().split("\\+"))
        .flatMap(key -> RenditionKey.read(key).stream())
        .map(made -> new Target(task.asset(), made));
  }

  private static boolean isCalledOff(BatchJob job) {
    return job.state() == JobState.CANCELLED;
  }

  private static Optional<Rendition> resolved(RenditionRequest request, SourceProperties source) {
    try {
      return Optional.of(RenditionResolver.resolve(request, source));
    } catch (InvalidParameterException e) {
      return Optional.empty();
    }
  }
}
