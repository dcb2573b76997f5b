package io.mediarouter.vertx.store;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.media.AssetId;
import io.mediarouter.state.CacheIndex;
import io.mediarouter.store.Removal;
import io.mediarouter.store.RenditionFilter;
import io.mediarouter.store.Tagging;
import io.mediarouter.stream.SegmentIndex;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The taking down of stored renditions, for certain: what is meant leaves the index, what is being
 * made of the same assets on any proxy does not get in, and the files are removed until the servers
 * say that they are gone. Safe for use by many threads.
 */
public final class Purges {
  /** What is found beyond that is counted only. */
  public static final int MOST_TOLD = 1_000;

  private static final int MOST_ROUNDS = 5;

  private final Vertx vertx;
  private final CacheIndex index;
  private final IndexWalk walk;
  private final Removals removals;
  private final Supplier<Tagging> tagging;

  /**
   * Purges of what that index knows.
   *
   * @param tagging tells which assets have which tags
   */
  public Purges(Vertx vertx, CacheIndex index, Removals removals, Supplier<Tagging> tagging) {
    this.vertx = vertx;
    this.index = index;
    this.walk = new IndexWalk(vertx, index);
    this.removals = removals;
    this.tagging = tagging;
  }

  /** What a purge does with what it finds. */
  public enum Mode {
    /** Nothing: it only tells. */
    DRY_RUN,
    /** It is delivered, where it may be, until it is made anew. */
    SOFT,
    /** It is gone. */
    HARD
  }

  private static final class Tally {
    private final List<FoundRendition> found = new ArrayList<>();
    private long assets;
    private long renditions;
    private long bytes;

    void add(
        AssetEntry entry, List<StoredRendition> meant, Set<String> tags, RenditionFilter filter) {
      assets++;
      renditions += meant.size();
      for (StoredRendition each : meant) {
        bytes += each.bytes() * (filter.serverId() == null ? each.serverIds().size() : 1);
        if (found.size() < MOST_TOLD) {
          found.add(new FoundRendition(entry, each, tags));
        }
      }
    }

    Purge purge() {
      return new Purge(assets, renditions, bytes, List.copyOf(found));
    }
  }

  /** How many files are still to be removed from their servers. */
  public int pending() {
    return removals.pending();
  }

  /**
   * Lists what is stored, whole assets at a time.
   *
   * @param after only assets whose paths come after this; empty = from the first
   * @param most ends the list with the asset that reaches so many
   */
  public Future<List<FoundRendition>> list(RenditionFilter filter, String after, int most) {
    List<FoundRendition> found = new ArrayList<>();
    return walk.each(
            filter.start(),
            after,
            tagged(
                filter,
                (entry, tags) -> {
                  meant(entry, filter)
                      .forEach(each -> found.add(new FoundRendition(entry, each, tags)));
                  return Future.succeededFuture(found.size() < most);
                }))
        .map(v -> found);
  }

  /** Visits entries with the tags of their assets, and only those that have the one asked for. */
  private Function<AssetEntry, Future<Boolean>> tagged(
      RenditionFilter filter, BiFunction<AssetEntry, Set<String>, Future<Boolean>> visit) {
    return entry ->
        filter.accepts(entry.asset())
            ? tags(entry)
                .compose(
                    tags ->
                        filter.tag() == null || tags.contains(filter.tag())
                            ? visit.apply(entry, tags)
                            : Future.succeededFuture(true))
            : Future.succeededFuture(true);
  }

  /** Segments have the tags of their asset as it is now. */
  private Future<Set<String>> tags(AssetEntry entry) {
    AssetId owner = SegmentIndex.ownerOf(entry.asset());
    return owner.equals(entry.asset())
        ? Future.succeededFuture(tagging.get().of(owner, entry.source()))
        : Future.fromCompletionStage(index.find(owner), vertx.getOrCreateContext())
            .map(above -> above.map(AssetEntry::source).orElse(entry.source()))
            .map(source -> tagging.get().of(owner, source));
  }

  private static List<StoredRendition> meant(AssetEntry entry, RenditionFilter filter) {
    return entry.renditions().stream().filter(each -> filter.accepts(entry, each)).toList();
  }

  /**
   * Purges what is meant; if it fails, it may have done so in part, and can be repeated. What gets
   * its first entry during the first walk, such as segments do, is met by the second one; none that
   * was begun before gets in after that.
   */
  public Future<Purge> purge(RenditionFilter filter, Mode mode) {
    var tally = new Tally();
    return walk.each(
            filter.start(),
            "",
            tagged(filter, (entry, tags) -> purge(entry, tags, filter, mode, tally)))
        .compose(
            v -> mode == Mode.DRY_RUN ? Future.succeededFuture() : purgeLate(filter, mode, tally))
        .map(v -> tally.purge());
  }

  private Future<Void> purgeLate(RenditionFilter filter, Mode mode, Tally tally) {
    return walk.each(
        filter.start(),
        "",
        tagged(
            filter,
            (entry, tags) ->
                meant(entry, filter).stream().allMatch(StoredRendition::isOutdated)
                    ? Future.succeededFuture(true)
                    : purge(entry, tags, filter, mode, tally)));
  }

  private Future<Boolean> purge(
      AssetEntry entry, Set<String> tags, RenditionFilter filter, Mode mode, Tally tally) {
    List<StoredRendition> meant = meant(entry, filter);
    tally.add(entry, meant, tags, filter);
    if (mode == Mode.DRY_RUN) {
      return Future.succeededFuture(true);
    }
    String server = filter.serverId();
    return server == null
        ? purge(entry, meant, filter, mode == Mode.SOFT, MOST_ROUNDS)
        : purgeCopies(entry, meant, server);
  }

  /**
   * A rendition may be indexed between a look and its purge; none that was begun before the first
   * round gets in after it.
   */
  private Future<Boolean> purge(
      AssetEntry entry,
      List<StoredRendition> meant,
      RenditionFilter filter,
      boolean soft,
      int rounds) {
    List<String> paths = meant.stream().map(StoredRendition::path).toList();
    return (soft ? Future.<Void>succeededFuture() : mark(entry, meant))
        .compose(
            marked ->
                Future.fromCompletionStage(
                    index.purge(entry.asset(), paths, soft), vertx.getOrCreateContext()))
        .compose(
            after -> {
              List<StoredRendition> left =
                  after.stream()
                      .flatMap(now -> meant(now, filter).stream())
                      .filter(each -> !each.isOutdated())
                      .toList();
              return left.isEmpty() || rounds == 0
                  ? Future.succeededFuture(true)
                  : purge(after.orElseThrow(), left, filter, soft, rounds - 1);
            });
  }

  private Future<Void> mark(AssetEntry entry, List<StoredRendition> files) {
    return Future.join(
            files.stream()
                .map(
                    each ->
                        removals.mark(entry.asset(), each, Removal.Reason.PURGED, Duration.ZERO))
                .toList())
        .mapEmpty();
  }

  private Future<Boolean> purgeCopies(
      AssetEntry entry, List<StoredRendition> meant, String server) {
    List<StoredRendition> there = meant.stream().map(each -> each.on(List.of(server))).toList();
    return mark(entry, there)
        .compose(
            marked ->
                Future.join(
                    there.stream()
                        .map(
                            each ->
                                Future.fromCompletionStage(
                                    index.removeCopy(entry.asset(), each, server)))
                        .toList()))
        .map(true);
  }
}
