package io.mediarouter.vertx.transcode;

import io.mediarouter.container.ContainerReader;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.SourceProperties;
import io.mediarouter.media.VideoStream;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rule by which an output that came to its end is all of the media: it has samples, pictures
 * among them where there have to be some, none of them is cut, and it plays as long as its source
 * lets expect. That a transcoder ended well is no proof.
 */
final class Completeness {
  private static final Logger LOG = LoggerFactory.getLogger(Completeness.class);
  private static final double MILLIS = 1000;
  private static final double ROUNDING_SECONDS = 0.1;

  private final TranscodeOrder order;
  private final Shortfalls shortfalls;

  /**
   * The rule for one transcode.
   *
   * @param shortfalls knows sources that are shorter than they claim
   */
  Completeness(TranscodeOrder order, Shortfalls shortfalls) {
    this.order = order;
    this.shortfalls = shortfalls;
  }

  /** How long it is going to play; empty where nobody knows for sure. */
  OptionalDouble expectedSeconds() {
    OptionalLong millis = order.rendition().expectedMillis(order.entry().source());
    return millis.isPresent()
        ? OptionalDouble.of(millis.getAsLong() / MILLIS)
        : OptionalDouble.empty();
  }

  /** Why what was read cannot be all of the media; empty where it can. */
  Optional<String> flaw(ContainerReader reader) {
    if (!reader.isUnderstood()) {
      return Optional.empty();
    }
    if (!reader.hasSamples()) {
      return Optional.of("ended without a sample of media");
    }
    if (!reader.hasPictures() && arePicturesExpected()) {
      return Optional.of("ended without a picture");
    }
    return reader.isCut() ? Optional.of("ended in the middle of a sample") : shortness(reader);
  }

  /** Where a source's sound is longer, what begins after its pictures has none. */
  private boolean arePicturesExpected() {
    Rendition rendition = order.rendition();
    long pictures = order.entry().source().extent().video().toMillis();
    return rendition.videoCodec() != null && (pictures == 0 || rendition.startMillis() < pictures);
  }

  private Optional<String> shortness(ContainerReader reader) {
    double made = reader.playSeconds();
    double expected = expectedSeconds().orElse(0);
    double frame = Math.max(reader.frameSeconds(), frameSeconds());
    if (made >= expected - frame - ROUNDING_SECONDS) {
      return Optional.empty();
    }
    String words = String.format(Locale.ROOT, "made %.2f s of the %.2f s expected", made, expected);
    double end = order.rendition().startMillis() / MILLIS + made;
    if (!shortfalls.isKnown(order.asset(), order.sourceVersion(), end)) {
      return Optional.of(words);
    }
    LOG.warn("{} is shorter than it claims: {}, not for the first time", order.asset(), words);
    return Optional.empty();
  }

  /** How long the longest picture is shown, of the source's or of the rendition's. */
  private double frameSeconds() {
    Rendition rendition = order.rendition();
    SourceProperties source = order.entry().source();
    VideoStream video = source.video();
    if (rendition.videoCodec() == null || video == null) {
      return 0;
    }
    return Math.max(perFrame(video.milliFps()), perFrame(rendition.milliFps()));
  }

  private static double perFrame(int milliFps) {
    return milliFps > 0 ? MILLIS / milliFps : 0;
  }
}
