package io.mediarouter.harness.simulator.policy;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.Format;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.RenditionRequest;
import io.mediarouter.media.SourceProperties;
import io.mediarouter.media.VideoCodec;
import io.mediarouter.plan.PublishingOption;
import io.mediarouter.plan.PublishingPolicy;
import io.mediarouter.request.ClientAbilities;
import io.mediarouter.request.MediaRequest;
import io.mediarouter.request.Priority;
import io.mediarouter.request.Tolerance;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The media of the simulation: an asset whose play time stands for its predicted size. */
final class VirtualMedia {
  static final AssetId ASSET = new AssetId("clip.mp4");
  static final Rendition RENDITION =
      new Rendition(Format.MP4, VideoCodec.H264, null, 640, 360, 0, 0, 0, 0, 0, 0);
  static final String RENDITION_KEY = RENDITION.key();
  static final PublishingPolicy POLICY =
      new PublishingPolicy(
          List.of(PublishingOption.ON_DEMAND_EXACT), Tolerance.EXACT, Duration.ZERO, false);

  private VirtualMedia() {}

  /** A request whose client can wait so long, seconds; infinite = it does not say. */
  static MediaRequest request(double allowance) {
    return new MediaRequest(
        ASSET,
        RenditionRequest.DEFAULT,
        null,
        null,
        ClientAbilities.UNKNOWN,
        Priority.DEFAULT,
        Double.isInfinite(allowance) ? null : Duration.ofNanos(Math.round(allowance * 1e9)),
        "");
  }

  static AssetEntry entry(double predictedSize) {
    var duration = Duration.ofNanos(Math.round(predictedSize * 1e9));
    var source = SourceProperties.of("\"1\"", "mp4", "video/mp4", 1, duration, null, null);
    return new AssetEntry(ASSET, source, Instant.EPOCH, List.of());
  }

  static double predictedSize(SourceProperties source) {
    return source.duration().toNanos() / 1e9;
  }
}
