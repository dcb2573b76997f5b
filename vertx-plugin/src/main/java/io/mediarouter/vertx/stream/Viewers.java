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
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Who watches what, as far as requests for segments tell: one that goes on where another one was is
 * the same viewer, and who has not asked for long has left. Safe for use by many threads.
 */
public final class Viewers {
  private static final int MOST_TRACKS = 10_000;

  /**
   * A track of a version of an asset.
   *
   * @param track in any of its parts
   */
  private record Key(AssetId asset, String version, StreamTrack track) {}

  private final Map<Key, List<PlayerRhythm>> present = new ConcurrentHashMap<>();
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
    List<PlayerRhythm> after = new ArrayList<>(before.size() + 1);
    for (PlayerRhythm each : before) {
      if (result.isEmpty() && goesOn(each, number)) {
        result.add(each.asks(number, now, patience));
      } else if (!each.isSilent(now)) {
        after.add(each);
      }
    }
    if (result.isEmpty()) {
      result.add(PlayerRhythm.begin(number, now, patience, length(key.track())));
    }
    after.add(result.get(0));
    return after;
  }

  private static Duration length(StreamTrack track) {
    return Duration.ofMillis(track.grid().segmentMillis());
  }

  /**
   * Whether it is the same viewer, whose player has not been given what it asked for, or goes on.
   */
  private static boolean goesOn(PlayerRhythm rhythm, int number) {
    return number >= rhythm.asked() && number <= rhythm.asked() + 1;
  }

  /** Those whom nobody asks for any more take no room. */
  private void forget(Instant now) {
    if (present.size() > MOST_TRACKS) {
      present.values().removeIf(all -> all.stream().allMatch(each -> each.isSilent(now)));
    }
  }

  /** How many segments in a row were watched by who asks for that one, before it. */
  public int watched(AssetId asset, String version, StreamTrack track, int number) {
    return present.getOrDefault(new Key(asset, version, track), List.of()).stream()
        .filter(each -> number >= each.asked())
        .mapToInt(PlayerRhythm::watched)
        .max()
        .orElse(0);
  }

  /** Whether a viewer is near enough before a segment for it to be made. */
  public boolean isNear(
      AssetId asset, String version, StreamTrack track, RunRules rules, int number) {
    Instant now = clock.instant();
    SegmentGrid grid = track.grid();
    return present.getOrDefault(new Key(asset, version, track), List.of()).stream()
        .filter(each -> !each.isSilent(now))
        .anyMatch(
            each ->
                number >= each.asked()
                    && number <= rules.horizon(grid, each.asked(), each.watched()));
  }
}
