package io.mediarouter.vertx.transcode;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.TaskKind;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.EncodingSpeed;
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
 * @param speed how much effort the encoder is to spend
 * @param candidates the servers to try, best first
 */
public record TranscodeOrder(
    AssetEntry entry,
    Rendition rendition,
    TaskKind kind,
    Priority priority,
    EncodingSpeed speed,
    List<Candidate> candidates) {

  /** A transcode with quality for who ordered it, and haste for who waits. */
  public TranscodeOrder(
      AssetEntry entry,
      Rendition rendition,
      TaskKind kind,
      Priority priority,
      List<Candidate> candidates) {
    this(
        entry,
        rendition,
        kind,
        priority,
        kind == TaskKind.BATCH ? EncodingSpeed.SLOW : EncodingSpeed.FAST,
        candidates);
  }

  /** The source. */
  public AssetId asset() {
    return entry.asset();
  }

  /** The version of the source. */
  String sourceVersion() {
    return entry.source().version();
  }
}
