package io.mediarouter.vertx.transcode;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.TaskKind;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.Rendition;

/**
 * What a transcode makes: equal for orders that one output answers.
 *
 * @param sourceVersion of the source
 * @param purges how often something of the asset was purged before: what was begun earlier is taken
 *     down as it ends
 * @param kind whether somebody waits
 * @param speed how much effort the encoder is to spend
 */
record TranscodeKey(
    AssetId asset,
    String sourceVersion,
    long purges,
    Rendition rendition,
    TaskKind kind,
    EncodingSpeed speed) {
  static TranscodeKey of(TranscodeOrder order) {
    return of(order.entry(), order.rendition(), order.kind(), hasteOf(order));
  }

  /** Who waits gets the same, whether it is copied or encoded. */
  private static EncodingSpeed hasteOf(TranscodeOrder order) {
    boolean copied = order.speed() == EncodingSpeed.COPY && !order.kind().isBatch();
    return copied ? EncodingSpeed.FAST : order.speed();
  }

  static TranscodeKey of(
      AssetEntry entry, Rendition rendition, TaskKind kind, EncodingSpeed speed) {
    return new TranscodeKey(
        entry.asset(), entry.source().version(), entry.purges(), rendition, kind, speed);
  }

  /** The same as a name in the whole cluster. */
  String name() {
    return String.join(
        "\n",
        asset.path(),
        sourceVersion,
        Long.toString(purges),
        rendition.key(),
        kind.name(),
        speed.name());
  }
}
