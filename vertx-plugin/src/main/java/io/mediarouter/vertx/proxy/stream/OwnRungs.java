package io.mediarouter.vertx.proxy.stream;

import io.mediarouter.container.KeyFrameCut;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.media.AssetId;
import io.mediarouter.plan.PolicyTable;
import io.mediarouter.plan.PublishingOption;
import io.mediarouter.stream.MediaStream;
import io.mediarouter.stream.OwnRung;
import io.mediarouter.stream.StreamAddress;
import io.mediarouter.vertx.config.StreamsConfig;
import io.mediarouter.vertx.stream.OwnPictures;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The finder of sources' own pictures that are rungs of their streams.
 *
 * @param pictures tells how each is cut
 * @param policies tells of which assets originals may be passed through
 */
public record OwnRungs(OwnPictures pictures, PolicyTable policies) {
  /** Nobody waits for longer to learn of one rung more. */
  private static final long MOST_WAIT_MILLIS = 2000;

  /** How it is cut; empty where it is not to be had, or cannot be looked at in time. */
  Future<Optional<KeyFrameCut>> look(AssetEntry entry, int segmentSeconds) {
    return find(entry, segmentSeconds)
        .timeout(MOST_WAIT_MILLIS, TimeUnit.MILLISECONDS)
        .otherwise(Optional.empty());
  }

  /** How it is cut; empty where it is not to be had. Fails where it cannot be looked at now. */
  Future<Optional<KeyFrameCut>> find(AssetEntry entry, int segmentSeconds) {
    return isAllowed(entry.asset())
        ? pictures.find(entry, segmentSeconds)
        : Future.succeededFuture(Optional.empty());
  }

  /** How it is cut, where that is what is asked for and there is such a part of it. */
  Future<Optional<KeyFrameCut>> find(
      StreamAddress asked, AssetEntry entry, MediaStream stream, StreamsConfig settings) {
    return settings.source() && OwnRung.isName(asked.rung())
        ? find(entry, (int) settings.segment().toSeconds())
            .map(
                found ->
                    found
                        .filter(cut -> asked.number() < cut.count())
                        .filter(cut -> OwnRung.of(stream.withOwn(cut), asked.rung()).isPresent()))
        : Future.succeededFuture(Optional.empty());
  }

  private boolean isAllowed(AssetId asset) {
    return policies.policyOf(asset, null).options().contains(PublishingOption.PASS_THROUGH);
  }
}
