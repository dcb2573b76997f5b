package io.mediarouter.plan;

import io.mediarouter.media.Format;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.RenditionRequest;
import io.mediarouter.media.SourceFit;
import io.mediarouter.media.SourceProperties;
import io.mediarouter.media.VideoCodec;
import io.mediarouter.media.VideoStream;
import io.mediarouter.request.ClientAbilities;
import org.jspecify.annotations.Nullable;

/** The rules that tell whether the original is what was asked, or can stand in for it. */
final class Playability {
  private Playability() {}

  /**
   * Whether the original is just what was asked for, also in a form that was left open and that the
   * client names.
   */
  static boolean isAsAsked(DecisionContext context) {
    Rendition wanted = context.rendition();
    RenditionRequest asked = context.request().rendition();
    if (wanted == null || asked == null) {
      return false;
    }
    SourceProperties source = context.entry().source();
    return SourceFit.isWhole(wanted, source)
        || isQuickTime(asked, wanted, context)
        || isInOpenForm(asked, wanted, context);
  }

  private static boolean isQuickTime(
      RenditionRequest asked, Rendition wanted, DecisionContext context) {
    SourceProperties source = context.entry().source();
    return SourceFit.isWholeQuickTime(asked, wanted, source)
        && context.request().abilities().accepts(source.contentType());
  }

  private static boolean isInOpenForm(
      RenditionRequest asked, Rendition wanted, DecisionContext context) {
    ClientAbilities abilities = context.request().abilities();
    SourceProperties source = context.entry().source();
    Rendition form = abilities.areTold() ? SourceFit.ownForm(asked, wanted, source) : null;
    return form != null && abilities.isKnownToPlay(form) && SourceFit.isWhole(form, source);
  }

  static boolean originalServes(DecisionContext context) {
    Rendition rendition = context.rendition();
    RenditionRequest asked = context.request().rendition();
    if (rendition == null || asked == null) {
      return true;
    }
    SourceProperties source = context.entry().source();
    return isSameKind(rendition, source)
        && isWhole(rendition)
        && isContainer(asked.format(), source)
        && isCodec(asked.videoCodec(), source)
        && context.request().abilities().accepts(source.contentType());
  }

  private static boolean isSameKind(Rendition rendition, SourceProperties source) {
    return !rendition.format().isStill()
        && rendition.format().isVideo() == (source.video() != null);
  }

  private static boolean isWhole(Rendition rendition) {
    return rendition.startMillis() == 0 && rendition.durationMillis() == 0;
  }

  private static boolean isContainer(@Nullable Format asked, SourceProperties source) {
    return asked == null
        || asked.token().equals(source.container())
        || (asked == Format.MP4 && SourceFit.isQuickTime(source));
  }

  private static boolean isCodec(@Nullable VideoCodec asked, SourceProperties source) {
    VideoStream video = source.video();
    return asked == null || (video != null && asked.token().equals(video.codec()));
  }
}
