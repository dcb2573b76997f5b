package io.mediarouter.plan;

import java.util.Locale;

/** A way to serve a media request; in the default order, best for the viewer first. */
public enum PublishingOption {
  /** The original, which already is what was asked for. */
  DIRECT,
  /** The stored rendition that was asked for. */
  EXACT_CACHED,
  /** What was asked for, put together from the segments of a stream, which are all stored. */
  FROM_SEGMENTS,
  /** What was asked for, by copying the source's streams; what does not fit of them is encoded. */
  REMUX,
  /** A transcode into what was asked for, where capacity is free. */
  ON_DEMAND_EXACT,
  /** The same, with capacity made by preempting tasks of lower priority. */
  ON_DEMAND_EXACT_PRIORITISED,
  /** A stored rendition inside the request's tolerances. */
  NEAR_CACHED,
  /** A transcode into a cheaper rendition inside the tolerances, where capacity is free. */
  ON_DEMAND_VARIED,
  /** The same, with capacity made by preempting tasks of lower priority. */
  ON_DEMAND_VARIED_PRIORITISED,
  /** The original, if the client can play it. */
  PASS_THROUGH,
  /** None of them: 503, when to come back, and why. */
  REJECT;

  private final String token = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** Whether a transcoding server is needed for it. */
  public boolean isTranscoding() {
    return switch (this) {
      case REMUX,
          ON_DEMAND_EXACT,
          ON_DEMAND_EXACT_PRIORITISED,
          ON_DEMAND_VARIED,
          ON_DEMAND_VARIED_PRIORITISED ->
          true;
      case DIRECT, EXACT_CACHED, FROM_SEGMENTS, NEAR_CACHED, PASS_THROUGH, REJECT -> false;
    };
  }

  /** The name in configuration, headers and reports, such as {@code exact-cached}. */
  public String token() {
    return token;
  }
}
