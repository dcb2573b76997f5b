package io.mediarouter.vertx.transcode;

import io.mediarouter.estimate.EncodingSpeed;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.TaskKind;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.Rendition;
import io.mediarouter.request.Priority;
import io.mediarouter.select.Candidate;
import java.util.List;

/**
 * A transcode to be done.
 *
 * @param entry the asset, with its source's properties
 * @param rendition what to make
 * @param kind whether somebody waits
 * @param priority how urgent it is
 * @param candidates the servers to try, best first
 */
public record TranscodeOrder(
    AssetEntry entry,
    Rendition rendition,
    TaskKind kind,
    Priority priority,
    List<Candidate> candidates) {

  /** The source. */
  public AssetId asset() {
    return entry.asset();
  }

  /** The version of the source. */
  String sourceVersion() {
    return entry.source().version();
  }

  /** What a transcoder is asked for: haste for who waits, quality where nobody does. */
  public EncodingSpeed speed() {
    return kind == TaskKind.BATCH ? EncodingSpeed.SLOW : EncodingSpeed.FAST;
  }
}
