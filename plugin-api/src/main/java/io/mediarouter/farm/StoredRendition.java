package io.mediarouter.farm;

import io.mediarouter.media.Rendition;
import java.time.Instant;
import java.util.List;

/**
 * A rendition that lies complete on distribution servers.
 *
 * @param rendition what it is
 * @param sourceVersion the version of the source it was made from
 * @param path where it lies on each of its servers, relative to their URL, percent-encoded
 * @param bytes its length
 * @param etag its entity tag, quoted and strong, the same on every server
 * @param storedAt when it was stored
 * @param serverIds the distribution servers that hold it, at least one
 */
public record StoredRendition(
    Rendition rendition,
    String sourceVersion,
    String path,
    long bytes,
    String etag,
    Instant storedAt,
    List<String> serverIds) {

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
  }
}
