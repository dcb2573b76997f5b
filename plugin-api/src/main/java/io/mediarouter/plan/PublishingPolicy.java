package io.mediarouter.plan;

import io.mediarouter.request.Tolerance;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;

/**
 * What may be done to serve a request.
 *
 * @param options the options that may be taken, best first, each once; rejection is always the last
 *     resort and need not be named
 * @param tolerance how far answers may be from what was asked, where the request does not say
 * @param longestWait how long a request may wait for capacity before a worse option is taken
 * @param preemptsDelivery whether a stream that a viewer is already receiving may be preempted
 */
public record PublishingPolicy(
    List<PublishingOption> options,
    Tolerance tolerance,
    Duration longestWait,
    boolean preemptsDelivery) {

  /** All options but rejection, best for the viewer first. */
  public static final List<PublishingOption> ALL_OPTIONS =
      List.copyOf(EnumSet.complementOf(EnumSet.of(PublishingOption.REJECT)));

  /** How long a request waits for capacity where nothing else is configured. */
  public static final Duration DEFAULT_LONGEST_WAIT = Duration.ofMillis(500);

  /** The policy where nothing else is configured. */
  public static final PublishingPolicy DEFAULT =
      new PublishingPolicy(ALL_OPTIONS, Tolerance.EXACT, DEFAULT_LONGEST_WAIT, false);

  private static final List<PublishingOption> CROWDED_OPTIONS =
      List.of(
          PublishingOption.DIRECT,
          PublishingOption.EXACT_CACHED,
          PublishingOption.FROM_SEGMENTS,
          PublishingOption.NEAR_CACHED,
          PublishingOption.PASS_THROUGH,
          PublishingOption.REMUX,
          PublishingOption.ON_DEMAND_EXACT,
          PublishingOption.ON_DEMAND_EXACT_PRIORITISED);

  public PublishingPolicy {
    if (options.isEmpty() || options.stream().distinct().count() < options.size()) {
      throw new IllegalArgumentException(
          "options: " + options + " (expected: at least one, each once)");
    }
    if (longestWait.isNegative()) {
      throw new IllegalArgumentException("longestWait: " + longestWait + " (expected: >= 0)");
    }
    options = List.copyOf(options);
  }

  /**
   * The same where the proxy has little room left: nobody waits, what is there already goes before
   * what would have to be made, and only the exact rendition is made. Options that are not taken
   * otherwise are not taken then either; where nothing would be left, they stay as they are.
   */
  public PublishingPolicy crowded() {
    return crowded(Duration.ZERO);
  }

  /** The same for who has something to play meanwhile, and waits all the same. */
  public PublishingPolicy crowded(Duration wait) {
    List<PublishingOption> left = CROWDED_OPTIONS.stream().filter(options::contains).toList();
    return new PublishingPolicy(
        left.isEmpty() ? options : left,
        tolerance,
        longestWait.isZero() ? Duration.ZERO : wait,
        preemptsDelivery);
  }

  /** The same for who waits longer, unless nobody is to wait. */
  public PublishingPolicy waitingAtLeast(Duration wait) {
    boolean longer = !longestWait.isZero() && longestWait.compareTo(wait) < 0;
    return longer ? new PublishingPolicy(options, tolerance, wait, preemptsDelivery) : this;
  }

  /** The same without one option. */
  public PublishingPolicy without(PublishingOption option) {
    List<PublishingOption> left = options.stream().filter(each -> each != option).toList();
    return new PublishingPolicy(
        left.isEmpty() ? List.of(PublishingOption.REJECT) : left,
        tolerance,
        longestWait,
        preemptsDelivery);
  }

  /** The same without all options that need a transcoding server. */
  public PublishingPolicy withoutTranscoding() {
    List<PublishingOption> left = options.stream().filter(each -> !each.isTranscoding()).toList();
    return new PublishingPolicy(
        left.isEmpty() ? List.of(PublishingOption.REJECT) : left,
        tolerance,
        longestWait,
        preemptsDelivery);
  }
}
