package io.mediarouter.plan;

import io.mediarouter.media.Format;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.RenditionRequest;
import io.mediarouter.media.SourceFit;
import io.mediarouter.media.SourceProperties;
import io.mediarouter.media.VideoCodec;
import io.mediarouter.media.VideoStream;
import org.jspecify.annotations.Nullable;

/** The rules that tell whether the original is what was asked, or can stand in for it. */
final class Playability {
  private Playability() {}

  /**
   * Whether the original is just what was asked for, also in a form that was left open and that the
   * client names.
   */
  static boolean isAsAsked(Deliberation deliberation) {
    Rendition wanted = deliberation.rendition();
    RenditionRequest asked = deliberation.request().rendition();
    if (wanted == null || asked == null) {
      return false;
    }
    SourceProperties source = deliberation.entry().source();
    return SourceFit.isWhole(wanted, source)
        || isInOpenForm(SourceFit.ownForm(asked, wanted, source), deliberation);
  }

  private static boolean isInOpenForm(@Nullable Rendition form, Deliberation deliberation) {
    return form != null
        && deliberation.request().abilities().isKnownToPlay(form)
        && SourceFit.isWhole(form, deliberation.entry().source());
  }

  static boolean originalServes(Deliberation deliberation) {
    Rendition rendition = deliberation.rendition();
    RenditionRequest asked = deliberation.request().rendition();
    if (rendition == null || asked == null) {
      return true;
    }
    SourceProperties source = deliberation.entry().source();
    return isSameKind(rendition, source)
        && isWhole(rendition)
        && isContainer(asked.format(), source)
        && isCodec(asked.videoCodec(), source)
        && deliberation.request().abilities().accepts(source.contentType());
  }

  private static boolean isSameKind(Rendition rendition, SourceProperties source) {
    return !rendition.format().isStill()
        && rendition.format().isVideo() == (source.video() != null);
  }

  private static boolean isWhole(Rendition rendition) {
    return rendition.startMillis() == 0 && rendition.durationMillis() == 0;
  }

  private static boolean isContainer(@Nullable Format asked, SourceProperties source) {
    return asked == null || asked.token().equals(source.container());
  }

  private static boolean isCodec(@Nullable VideoCodec asked, SourceProperties source) {
    VideoStream video = source.video();
    return asked == null || (video != null && asked.token().equals(video.codec()));
  }
}
