package io.mediarouter.farm;

import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.Rendition;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A rendition that lies complete on distribution servers.
 *
 * @param rendition what it is
 * @param sourceVersion the version of the source it was made from
 * @param path where it lies on each of its servers, relative to their URL, percent-encoded
 * @param bytes its length
 * @param etag its entity tag, quoted and strong, the same on every server
 * @param storedAt when it was stored
 * @param speed how much effort the encoder spent on it
 * @param serverIds the distribution servers that hold it, at least one
 * @param usage how it was used
 */
public record StoredRendition(
    Rendition rendition,
    String sourceVersion,
    String path,
    long bytes,
    String etag,
    Instant storedAt,
    EncodingSpeed speed,
    List<String> serverIds,
    Usage usage) {
  /** The start of no source's version. */
  private static final String OUTDATED = "outdated ";

  public StoredRendition {
    if (bytes < 1 || serverIds.isEmpty()) {
      throw new IllegalArgumentException(
          "stored: "
              + bytes
              + " bytes on "
              + serverIds
              + " (expected: >= 1 on at least one server)");
    }
    serverIds = List.copyOf(serverIds);
    // Decisions that were logged when nobody told the effort apart have none.
    speed = Objects.requireNonNullElse(speed, EncodingSpeed.FAST);
    usage = Objects.requireNonNullElse(usage, Usage.NONE);
  }

  /** A file that was not used yet. */
  public StoredRendition(
      Rendition rendition,
      String sourceVersion,
      String path,
      long bytes,
      String etag,
      Instant storedAt,
      EncodingSpeed speed,
      List<String> serverIds) {
    this(rendition, sourceVersion, path, bytes, etag, storedAt, speed, serverIds, Usage.NONE);
  }

  /** A file that was made for somebody who waited. */
  public StoredRendition(
      Rendition rendition,
      String sourceVersion,
      String path,
      long bytes,
      String etag,
      Instant storedAt,
      List<String> serverIds) {
    this(rendition, sourceVersion, path, bytes, etag, storedAt, EncodingSpeed.FAST, serverIds);
  }

  /** This file on those servers alone, at least one. */
  public StoredRendition on(List<String> servers) {
    return new StoredRendition(
        rendition, sourceVersion, path, bytes, etag, storedAt, speed, servers, usage);
  }

  /** This file, known to be made with that effort. */
  public StoredRendition madeWith(EncodingSpeed effort) {
    return new StoredRendition(
        rendition, sourceVersion, path, bytes, etag, storedAt, effort, serverIds, usage);
  }

  /** This file after it was used. */
  public StoredRendition used(Usage now) {
    return new StoredRendition(
        rendition, sourceVersion, path, bytes, etag, storedAt, speed, serverIds, now);
  }

  /** This file as if it was made from a version of the source that there is not any more. */
  public StoredRendition outdated() {
    return isOutdated()
        ? this
        : new StoredRendition(
            rendition,
            OUTDATED + sourceVersion,
            path,
            bytes,
            etag,
            storedAt,
            speed,
            serverIds,
            usage);
  }

  /** Whether it was made stale by somebody, and not by a new version of its source. */
  public boolean isOutdated() {
    return sourceVersion.startsWith(OUTDATED);
  }

  /** This file when {@code more} servers hold it too. */
  public StoredRendition alsoOn(List<String> more) {
    var all = new LinkedHashSet<>(serverIds);
    all.addAll(more);
    return on(List.copyOf(all));
  }

  /** This file when {@code serverId} does not hold it; empty if no server is left. */
  public Optional<StoredRendition> notOn(String serverId) {
    var rest = serverIds.stream().filter(each -> !each.equals(serverId)).toList();
    return rest.isEmpty() ? Optional.empty() : Optional.of(on(rest));
  }
}
