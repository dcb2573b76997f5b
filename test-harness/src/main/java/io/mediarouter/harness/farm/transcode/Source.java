package io.mediarouter.harness.farm.transcode;

import io.mediarouter.harness.farm.ffmpeg.ContainerFormat;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A source that may be read and whose first bytes were recognised.
 *
 * @param sizeBytes its length; null if the origin does not tell
 * @param etag its validator; null if the origin gives none
 * @param lastModified as the origin wrote it; null if it gives none
 */
public record Source(
    URI address,
    ContainerFormat container,
    @Nullable Long sizeBytes,
    @Nullable String etag,
    @Nullable String lastModified) {

  /** Whether a change of its content is seen here. */
  boolean hasValidator() {
    return etag != null || lastModified != null;
  }
}
