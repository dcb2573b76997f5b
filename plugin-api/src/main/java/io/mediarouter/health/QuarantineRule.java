package io.mediarouter.health;

import io.mediarouter.media.AssetId;
import io.mediarouter.outcome.Outcomes;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The rule that tells poison media from bad servers: what has failed on several servers is at fault
 * itself, and is left alone for a while. Immutable and pure.
 *
 * <p>What a server has looked at and refused is left alone for longer: the source's next version is
 * another one.
 *
 * <p>A source that has failed on one server and then fails on another says nothing of the second,
 * nor of the first when it fails there in another rendition: so one bad source, in however many
 * renditions it is asked for, even at once, is held against no more than one server. A server that
 * is bad itself fails at other sources too, and at what then succeeds elsewhere and is forgotten.
 *
 * @param servers on how many different servers a rendition has to fail, at least 1; where the farm
 *     has fewer, it has to fail that often
 * @param length how long it is left alone after its last failure, above 0
 */
public record QuarantineRule(int servers, Duration length) {
  /** Two servers, five minutes. */
  public static final QuarantineRule DEFAULT = new QuarantineRule(2, Duration.ofMinutes(5));

  /** How long a verdict on media counts. */
  public static final Duration VERDICT_LENGTH = Duration.ofHours(24);

  /** How long one counts that a server's rights may have caused: who mends these tries again. */
  public static final Duration DOUBTFUL_LENGTH = Duration.ofSeconds(10);

  public QuarantineRule {
    if (servers < 1 || length.isNegative() || length.isZero()) {
      throw new IllegalArgumentException(
          "quarantine: " + servers + " servers, " + length + " (expected: >= 1, > 0)");
    }
  }

  /**
   * Until when a rendition is left alone; empty where it is not.
   *
   * @param failures what all proxies have seen of it
   * @param farmSize how many servers could make it
   */
  public Optional<Instant> until(Collection<MediaFailure> failures, int farmSize, Instant now) {
    Set<String> ids = new HashSet<>();
    int times = 0;
    Instant last = Instant.MIN;
    for (MediaFailure each : failures) {
      if (isFresh(each, now)) {
        if (each.verdict() != null) {
          return Optional.of(each.last().plus(lengthOf(each)));
        }
        ids.addAll(each.serverIds());
        times += each.times();
        last = last.isAfter(each.last()) ? last : each.last();
      }
    }
    boolean poison = times >= servers && ids.size() >= Math.min(servers, Math.max(1, farmSize));
    return poison ? Optional.of(last.plus(length)) : Optional.empty();
  }

  /**
   * Whether a failure says something of the server where it happened.
   *
   * @param failures what all proxies have seen of this source before, in any rendition
   */
  public boolean isHeldAgainst(
      String serverId,
      AssetId asset,
      String renditionKey,
      Collection<MediaFailure> failures,
      Instant now) {
    return failures.stream()
        .filter(each -> each.asset().equals(asset) && each.verdict() == null)
        .filter(each -> isFresh(each, now))
        .allMatch(each -> isOnlyThat(each, serverId, renditionKey));
  }

  private static boolean isOnlyThat(MediaFailure failure, String serverId, String renditionKey) {
    return failure.renditionKey().equals(renditionKey)
        && failure.serverIds().stream().allMatch(serverId::equals);
  }

  /** Whether a failure is not so long ago that it counts no more. */
  public boolean isFresh(MediaFailure failure, Instant now) {
    return !failure.last().plus(lengthOf(failure)).isBefore(now);
  }

  private Duration lengthOf(MediaFailure failure) {
    Verdict verdict = failure.verdict();
    if (verdict == null) {
      return length;
    }
    return Outcomes.isOfMedia(verdict.status()) ? VERDICT_LENGTH : DOUBTFUL_LENGTH;
  }
}
