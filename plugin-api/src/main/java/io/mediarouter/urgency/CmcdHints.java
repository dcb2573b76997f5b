package io.mediarouter.urgency;

import io.mediarouter.request.Priority;
import io.mediarouter.request.RequestHead;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The hints that a player gives of its state with a request (CMCD, CTA-5004 and CTA-5004-B).
 * Version 2 gives lists where version 1 gives a number, one for each kind of stream; the one that
 * is shortest of media counts. What has another type than the key's, or is negative, is ignored.
 *
 * @param keys what each key stands for
 */
record CmcdHints(Map<String, DictionaryMember> keys) {
  static final CmcdHints NONE = new CmcdHints(Map.of());

  /** A player that starts, seeks or has run out of media: before all that say nothing. */
  static final Priority URGENT = new Priority(1);

  /** Nobody is watching yet, or now: after all that say nothing, before batch work. */
  static final Priority LOW = new Priority(6);

  /** What is farther away than this is no deadline that matters here. */
  static final Duration LONGEST_PATIENCE = Duration.ofHours(1);

  /** Of a list of next objects, those behind the first ones are not looked at. */
  static final int MOST_NEXT = 4;

  private static final Pattern RANGE = Pattern.compile("[0-9]+-[0-9]*|-[0-9]+");

  private static final List<String> FIELDS =
      List.of("CMCD-Session", "CMCD-Status", "CMCD-Object", "CMCD-Request");

  CmcdHints {
    keys = Map.copyOf(keys);
  }

  /**
   * The hints of a request: those of its query, or else those of its header fields.
   *
   * @param query the decoded value of the query parameter; null where there is none
   */
  static CmcdHints of(RequestHead head, @Nullable String query) {
    if (query != null) {
      return new CmcdHints(DictionaryReader.readCmcd(query));
    }
    Map<String, DictionaryMember> keys = new HashMap<>();
    for (String field : FIELDS) {
      head.header(field).ifPresent(value -> keys.putAll(DictionaryReader.readCmcd(value)));
    }
    return new CmcdHints(keys);
  }

  /** How urgent the request is by them; empty if they do not say. */
  Optional<Priority> priority() {
    if (isSet("bg") || isPausedOrPreloading()) {
      return Optional.of(LOW);
    }
    return isRestarting() ? Optional.of(URGENT) : Optional.empty();
  }

  private boolean isPausedOrPreloading() {
    return items("sta").stream().anyMatch(state -> state.isToken("a") || state.isToken("d"));
  }

  /** Whether the player has nothing to play until it gets what it asks for. */
  private boolean isRestarting() {
    return isSet("su") || isSet("bs");
  }

  /** How long the player can wait, 0..{@link #LONGEST_PATIENCE}; empty if they do not say. */
  Optional<Duration> patience() {
    OptionalDouble deadline = shortest("dl");
    OptionalDouble millis = deadline.isPresent() ? deadline : untilBufferEnds();
    return millis.isPresent() ? Optional.of(patience(millis.getAsDouble())) : Optional.empty();
  }

  /** An empty buffer of a player that has not started is no deadline, nor is one that stands. */
  private OptionalDouble untilBufferEnds() {
    double rate = shortest("pr").orElse(1);
    OptionalDouble buffer = shortest("bl");
    boolean plays = !isRestarting() && rate > 0;
    return plays && buffer.isPresent()
        ? OptionalDouble.of(buffer.getAsDouble() / rate)
        : OptionalDouble.empty();
  }

  private static Duration patience(double millis) {
    return Duration.ofMillis((long) Math.min(millis, LONGEST_PATIENCE.toMillis()));
  }

  /**
   * What the player says that it will ask for next, the soonest first: references relative to what
   * it asks for now, not checked; an empty one is the same object again, of which it wants a
   * further part.
   */
  List<String> next() {
    List<String> objects = strings("nor").limit(MOST_NEXT).toList();
    boolean more = objects.isEmpty() && strings("nrr").anyMatch(RANGE.asMatchPredicate());
    return more ? List.of("") : objects;
  }

  private Stream<String> strings(String key) {
    return items(key).stream().filter(BareItem::isString).map(BareItem::text);
  }

  private boolean isSet(String key) {
    return items(key).contains(BareItem.TRUE);
  }

  private OptionalDouble shortest(String key) {
    return items(key).stream()
        .filter(BareItem::isNumber)
        .mapToDouble(BareItem::number)
        .filter(number -> number >= 0)
        .min();
  }

  private List<BareItem> items(String key) {
    DictionaryMember member = keys.get(key);
    return member == null ? List.of() : member.items();
  }
}
