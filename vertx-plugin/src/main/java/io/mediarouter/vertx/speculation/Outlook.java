package io.mediarouter.vertx.speculation;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.batch.JobState;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.InvalidParameterException;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.RenditionRequest;
import io.mediarouter.media.RenditionResolver;
import io.mediarouter.popularity.ClusterPopularity;
import io.mediarouter.popularity.Counted;
import io.mediarouter.speculate.Situation;
import io.mediarouter.speculate.StandingRule;
import io.mediarouter.speculate.Target;
import io.mediarouter.state.SharedState;
import io.mediarouter.vertx.batch.BatchJobs;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What predictors are given to see of the cluster; bounded, however much is stored. */
final class Outlook {
  /** Popular assets that are looked at. */
  static final int POPULAR = 200;

  /** Assets below each standing rule's path that are looked at. */
  static final int OF_A_RULE = 1_000;

  private final SharedState state;
  private final BatchJobs jobs;

  Outlook(SharedState state, BatchJobs jobs) {
    this.state = state;
    this.jobs = jobs;
  }

  /** The situation at {@code now}. */
  Future<Situation> situation(List<StandingRule> rules, Instant now) {
    ClusterPopularity popularity = popularity(now);
    return assets(popularity, rules)
        .compose(this::entries)
        .map(entries -> situation(popularity, rules, entries, now));
  }

  private ClusterPopularity popularity(Instant now) {
    return ClusterPopularity.sum(
        state.popularity().rows().stream()
            .flatMap(row -> Counted.read(row.key(), row.value()).stream()),
        now);
  }

  private Future<Set<AssetId>> assets(ClusterPopularity popularity, List<StandingRule> rules) {
    List<Future<List<AssetId>>> ofRules =
        rules.stream()
            .map(rule -> state.cacheIndex().assetsBelow(rule.pathPrefix(), OF_A_RULE))
            .map(Future::fromCompletionStage)
            .toList();
    return Future.all(ofRules)
        .map(
            all ->
                Stream.concat(
                        popularity.assets().stream().limit(POPULAR),
                        all.<List<AssetId>>list().stream().flatMap(List::stream))
                    .collect(Collectors.toCollection(LinkedHashSet::new)));
  }

  private Future<Map<AssetId, AssetEntry>> entries(Set<AssetId> assets) {
    List<Future<Optional<AssetEntry>>> found =
        assets.stream().map(state.cacheIndex()::find).map(Future::fromCompletionStage).toList();
    return Future.all(found)
        .map(
            all ->
                all.<Optional<AssetEntry>>list().stream()
                    .flatMap(Optional::stream)
                    .collect(Collectors.toMap(AssetEntry::asset, entry -> entry)));
  }

  private Situation situation(
      ClusterPopularity popularity,
      List<StandingRule> rules,
      Map<AssetId, AssetEntry> entries,
      Instant now) {
    return new Situation(
        popularity,
        new HashMap<>(entries),
        rules,
        List.of(),
        underWay(entries),
        Set.of(),
        Situation.DEFAULT_HORIZON,
        now);
  }

  /** What is ordered already, also what failed: that is for an operator to order again. */
  private Set<Target> underWay(Map<AssetId, AssetEntry> entries) {
    var targets = new HashSet<Target>();
    for (BatchJob job : new ArrayList<>(jobs.newestFirst())) {
      AssetEntry entry = entries.get(job.asset());
      if (entry != null && !isCalledOff(job)) {
        job.tasks().stream()
            .flatMap(task -> resolved(task.rendition(), entry).stream())
            .forEach(rendition -> targets.add(new Target(job.asset(), rendition)));
      }
    }
    return targets;
  }

  private static boolean isCalledOff(BatchJob job) {
    return job.state() == JobState.CANCELLED;
  }

  private static Optional<Rendition> resolved(RenditionRequest request, AssetEntry entry) {
    try {
      return Optional.of(RenditionResolver.resolve(request, entry.source()));
    } catch (InvalidParameterException e) {
      return Optional.empty();
    }
  }
}
