package io.mediarouter.vertx.stream;

import io.mediarouter.media.AssetId;
import io.mediarouter.stream.PlayerRhythm;
import io.mediarouter.stream.RunRules;
import io.mediarouter.stream.SegmentGrid;
import io.mediarouter.stream.StreamTrack;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The register of who watches what, as far as requests for segments tell: one that goes on where
 * another one was is the same viewer, and who has not asked for long has left. Safe for use by many
 * threads.
 */
public final class Viewers {
  /** Each request looks after so many other tracks, so that none has to look at all of them. */
  private static final int LOOKED_AFTER = 2;

  /**
   * A track of a version of an asset.
   *
   * @param track in any of its parts
   */
  private record Key(AssetId asset, String version, StreamTrack track) {}

  private final Map<Key, List<PlayerRhythm>> present = new ConcurrentHashMap<>();

  /** All tracks that are present, each once. */
  private final Queue<Key> turns = new ConcurrentLinkedQueue<>();

  private final InstantSource clock;

  public Viewers(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Learns that a segment is asked for.
   *
   * @param patience how long who asks can wait; null = not said
   * @return the rhythm of who asks
   */
  public PlayerRhythm asks(
      AssetId asset, String version, StreamTrack track, int number, @Nullable Duration patience) {
    Instant now = clock.instant();
    forget(now);
    List<PlayerRhythm> result = new ArrayList<>(1);
    present.compute(
        new Key(asset, version, track),
        (key, before) -> asks(before == null ? List.of() : before, key, number, patience, result));
    return result.get(0);
  }

  private List<PlayerRhythm> asks(
      List<PlayerRhythm> before,
      Key key,
      int number,
      @Nullable Duration patience,
      List<PlayerRhythm> result) {
    Instant now = clock.instant();
    if (before.isEmpty()) {
      turns.add(key);
    }
    PlayerRhythm own =
        before.stream()
            .filter(each -> each.mayAskFor(number))
            .max(Comparator.comparingInt(PlayerRhythm::asked))
            .orElse(null);
    List<PlayerRhythm> after = new ArrayList<>(before);
    after.remove(own);
    after.removeIf(each -> each.isSilent(now));
    result.add(
        own == null
            ? PlayerRhythm.begin(number, now, patience, length(key.track()))
            : own.asks(number, now, patience));
    after.add(result.get(0));
    return after;
  }

  private static Duration length(StreamTrack track) {
    return Duration.ofMillis(track.grid().segmentMillis());
  }

  /** Those whom nobody asks for any more take no room. */
  private void forget(Instant now) {
    for (int i = 0; i < LOOKED_AFTER; i++) {
      Key key = turns.poll();
      if (key != null && present.computeIfPresent(key, (k, all) -> unlessLeft(all, now)) != null) {
        turns.add(key);
      }
    }
  }

  private static @Nullable List<PlayerRhythm> unlessLeft(List<PlayerRhythm> all, Instant now) {
    return all.stream().allMatch(each -> each.isSilent(now)) ? null : all;
  }

  /** The one who has watched the most up to that segment. */
  public Optional<PlayerRhythm> find(AssetId asset, String version, StreamTrack track, int number) {
    return present.getOrDefault(new Key(asset, version, track), List.of()).stream()
        .filter(each -> number >= each.asked())
        .max(Comparator.comparingInt(PlayerRhythm::watched));
  }

  /** Whether a viewer is near enough before a segment for a run to go on to it. */
  public boolean isNear(
      AssetId asset, String version, StreamTrack track, RunRules rules, int number) {
    Instant now = clock.instant();
    SegmentGrid grid = track.grid();
    return present.getOrDefault(new Key(asset, version, track), List.of()).stream()
        .filter(each -> !each.isSilent(now))
        .anyMatch(each -> number >= each.asked() && number <= rules.horizon(grid, each, now));
  }

  /** How long until a segment is needed by the first who comes to it; empty where nobody does. */
  public Optional<Duration> left(AssetId asset, String version, StreamTrack track, int number) {
    Instant now = clock.instant();
    return present.getOrDefault(new Key(asset, version, track), List.of()).stream()
        .filter(each -> !each.isSilent(now) && number >= each.asked())
        .map(each -> Duration.between(now, each.dueOf(number)))
        .min(Comparator.naturalOrder());
  }

  /** How many tracks are watched, or were until lately. */
  int size() {
    return present.size();
  }
}
