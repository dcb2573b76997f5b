package io.mediarouter.vertx.transcode;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.TaskKind;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.Rendition;
import java.util.Optional;

/**
 * The key of what a transcode makes: equal for orders that one output answers, whoever they are
 * from, since one file of each rendition is stored.
 *
 * @param sourceVersion of the source
 * @param purges how often something of the asset was purged before: what was begun earlier is taken
 *     down as it ends
 * @param lane which of the makings of it that go on at a time
 */
record TranscodeKey(
    AssetId asset, String sourceVersion, long purges, Rendition rendition, Lane lane) {
  /** Why there may be more than one making of a rendition at a time. */
  enum Lane {
    /** The one that all join. */
    SHARED,
    /** For those who would wait longer for that one than for another. */
    SOONER,
    /** With more effort than that one, which speculation is for. */
    BETTER
  }

  static TranscodeKey of(TranscodeOrder order) {
    return of(order.entry(), order.rendition());
  }

  static TranscodeKey of(AssetEntry entry, Rendition rendition) {
    return new TranscodeKey(
        entry.asset(), entry.source().version(), entry.purges(), rendition, Lane.SHARED);
  }

  /** The making beside this one, for who does not get from this what {@code order} wants. */
  Optional<TranscodeKey> beside(TranscodeOrder order) {
    return lane == Lane.SHARED
        ? Optional.of(in(order.kind() == TaskKind.SPECULATIVE ? Lane.BETTER : Lane.SOONER))
        : Optional.empty();
  }

  TranscodeKey in(Lane other) {
    return new TranscodeKey(asset, sourceVersion, purges, rendition, other);
  }

  /** The same as a name in the whole cluster. */
  String name() {
    return String.join(
        "\n", asset.path(), sourceVersion, Long.toString(purges), rendition.key(), lane.name());
  }
}
