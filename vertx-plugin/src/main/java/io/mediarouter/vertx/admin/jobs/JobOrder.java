package io.mediarouter.vertx.admin.jobs;

import io.mediarouter.batch.JobTerms;
import io.mediarouter.farm.Authority;
import io.mediarouter.request.Priority;
import io.mediarouter.request.RequestClassifier;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An order for batch jobs, read from JSON: every mistake is a {@code ProblemException} with status
 * 400 that names the field and what is allowed there.
 *
 * @param assets the sources, a job for each
 * @param renditions what each job makes
 * @param priority how urgent it is
 * @param terms when, by when, and who is told
 */
record JobOrder(
    OrderedAssets assets, OrderedRenditions renditions, Priority priority, JobTerms terms) {
  private static final String PRIORITY = "priority";
  private static final String NOT_BEFORE = "notBefore";
  private static final String DEADLINE = "deadline";
  private static final String DROP = "dropAfterDeadline";
  private static final String CALLBACK = "callback";
  private static final int LONGEST_CALLBACK = 2048;
  private static final Set<String> FIELDS =
      new TreeSet<>(
          Set.of(
              OrderedAssets.ASSET,
              OrderedAssets.ASSETS,
              OrderedAssets.PREFIX,
              OrderedRenditions.RENDITIONS,
              OrderedRenditions.PRESETS,
              PRIORITY,
              NOT_BEFORE,
              DEADLINE,
              DROP,
              CALLBACK));

  /**
   * Reads an order.
   *
   * @param classifier knows the presets
   * @param callbackHosts hosts that may be told of the end
   */
  static JobOrder read(
      @Nullable Object json, RequestClassifier classifier, List<String> callbackHosts) {
    OrderFields order = OrderFields.of(json, FIELDS);
    return new JobOrder(
        OrderedAssets.read(order),
        OrderedRenditions.read(order, classifier),
        priority(order.value(PRIORITY)),
        terms(order, callbackHosts));
  }

  private static Priority priority(@Nullable Object json) {
    if (json == null) {
      return Priority.BACKGROUND;
    }
    if (!(json instanceof Integer urgency) || urgency < 0 || urgency > 7) {
      throw OrderFields.invalid(PRIORITY, json, "0 (most urgent) to 7 (background)");
    }
    return new Priority(urgency);
  }

  private static JobTerms terms(OrderFields order, List<String> callbackHosts) {
    Instant notBefore = order.moment(NOT_BEFORE);
    Instant deadline = order.moment(DEADLINE);
    if (notBefore != null && deadline != null && !deadline.isAfter(notBefore)) {
      throw OrderFields.invalid(DEADLINE, deadline, "later than notBefore, " + notBefore);
    }
    boolean drop = order.flag(DROP);
    if (drop && deadline == null) {
      throw OrderFields.invalid(DROP, true, "only with a deadline");
    }
    URI callback = callback(order.value(CALLBACK), callbackHosts);
    return new JobTerms(notBefore, deadline, drop, callback, null, null);
  }

  /** Whoever may order work must not reach hosts through us that were not meant for it. */
  private static @Nullable URI callback(@Nullable Object json, List<String> hosts) {
    if (json == null) {
      return null;
    }
    String allowed =
        hosts.isEmpty()
            ? "none, as batch.callbackHosts lists no host"
            : "an http or https URL on one of batch.callbackHosts: " + String.join(", ", hosts);
    if (!(json instanceof String text) || text.length() > LONGEST_CALLBACK) {
      throw OrderFields.invalid(CALLBACK, json, allowed);
    }
    try {
      URI url = URI.create(text);
      if (isHttp(url) && isListed(url, hosts) && url.getRawAuthority().indexOf('@') < 0) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // Refused below, like a URL of another host.
    }
    throw OrderFields.invalid(CALLBACK, json, allowed);
  }

  private static boolean isHttp(URI url) {
    return "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
  }

  private static boolean isListed(URI url, List<String> hosts) {
    return Authority.of(url)
        .filter(place -> hosts.stream().anyMatch(place.host()::equalsIgnoreCase))
        .isPresent();
  }
}
