package io.mediarouter.plan;

import io.mediarouter.media.Cut;
import io.mediarouter.media.IntRange;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.RenditionRequest;
import io.mediarouter.request.ClientAbilities;
import io.mediarouter.request.Tolerance;
import org.jspecify.annotations.Nullable;

/**
 * The renditions that may stand in for the one that was asked for: inside the request's ranges and
 * tolerance, and never in a form that the client cannot play.
 *
 * @param asked what was asked for, in the request's words
 * @param wanted that, completed for the source
 * @param tolerance how far from it is still near enough
 * @param abilities what the client can play
 */
record Acceptance(
    RenditionRequest asked, Rendition wanted, Tolerance tolerance, ClientAbilities abilities) {
  private static final double SIZE_FACTOR = 1.5;
  private static final double RATE_FACTOR = 2;

  /** Nobody tells a picture with so little fewer lines from the one that is preferred. */
  private static final double AS_GOOD_DISTANCE = 0.1;

  static Acceptance of(DecisionContext context, RenditionRequest asked, Rendition wanted) {
    Tolerance own = context.request().tolerance();
    return new Acceptance(
        asked,
        wanted,
        own != null ? own : context.policy().tolerance(),
        context.request().abilities());
  }

  /** Whether anything but the exact rendition may be accepted. */
  boolean isTolerant() {
    return tolerance != Tolerance.EXACT || leavesChoice();
  }

  /**
   * Whether the request itself leaves a choice, so that several renditions are what it asks for.
   */
  boolean leavesChoice() {
    return allowsKeyFrames()
        || isOpen(asked.width())
        || isOpen(asked.height())
        || isOpen(asked.shorter())
        || isOpen(asked.milliFps())
        || isOpen(asked.videoBitRate())
        || isOpen(asked.audioBitRate());
  }

  /**
   * Whether {@code rendition} is as good an answer as the preferred one: within what the request
   * leaves open, in the preferred form, and so near to it that making that one would gain nobody
   * anything.
   */
  boolean isAsGood(Rendition rendition) {
    return isPreferredForm(rendition)
        && new Acceptance(asked, wanted, Tolerance.EXACT, abilities).accepts(rendition)
        && Distance.between(wanted, rendition) <= AS_GOOD_DISTANCE;
  }

  private static boolean isOpen(@Nullable IntRange range) {
    return range != null && !range.isExact();
  }

  /** Whether {@code rendition} may stand in. */
  boolean accepts(Rendition rendition) {
    return isSamePiece(rendition)
        && isPlayable(rendition)
        && fitsSize(rendition)
        && fits(asked.milliFps(), wanted.milliFps(), rendition.milliFps(), RATE_FACTOR)
        && fits(asked.videoBitRate(), wanted.videoBitRate(), rendition.videoBitRate(), RATE_FACTOR)
        && fits(asked.audioBitRate(), wanted.audioBitRate(), rendition.audioBitRate(), RATE_FACTOR);
  }

  private boolean isSamePiece(Rendition rendition) {
    return rendition.startMillis() == wanted.startMillis()
        && rendition.durationMillis() == wanted.durationMillis()
        && rendition.atMillis() == wanted.atMillis()
        && rendition.fit() == wanted.fit()
        && isSameTreatment(rendition)
        && (rendition.audioCodec() == null) == (wanted.audioCodec() == null)
        && rendition.format().isVideo() == wanted.format().isVideo()
        && rendition.format().isStill() == wanted.format().isStill();
  }

  /** Who allows borders at key frames has nothing against those that were asked for. */
  private boolean isSameTreatment(Rendition rendition) {
    return allowsKeyFrames()
        ? rendition.cutExactly().treatment().equals(wanted.cutExactly().treatment())
        : rendition.treatment().equals(wanted.treatment());
  }

  private boolean allowsKeyFrames() {
    return asked.treatment().cut() == Cut.KEY && wanted.isPiece();
  }

  private boolean isPlayable(Rendition rendition) {
    boolean free =
        (asked.format() == null || rendition.format() == wanted.format())
            && (asked.videoCodec() == null || rendition.videoCodec() == wanted.videoCodec())
            && (asked.audioCodec() == null || rendition.audioCodec() == wanted.audioCodec());
    return isPreferredForm(rendition) || (free && abilities.isKnownToPlay(rendition));
  }

  private boolean isPreferredForm(Rendition rendition) {
    return rendition.format() == wanted.format()
        && rendition.videoCodec() == wanted.videoCodec()
        && rendition.audioCodec() == wanted.audioCodec();
  }

  /** A side that was not asked for follows from the other one; then the shape must stay. */
  private boolean fitsSize(Rendition rendition) {
    if (asked.shorter() != null) {
      return fits(asked.shorter(), wanted.shorterSide(), rendition.shorterSide(), SIZE_FACTOR)
          && isSameShape(rendition);
    }
    if (asked.width() == null) {
      return fitsHeight(rendition) && isSameShape(rendition);
    }
    return fitsWidth(rendition)
        && (asked.height() == null ? isSameShape(rendition) : fitsHeight(rendition));
  }

  private boolean fitsHeight(Rendition rendition) {
    return fits(asked.height(), wanted.height(), rendition.height(), SIZE_FACTOR);
  }

  private boolean fitsWidth(Rendition rendition) {
    return fits(asked.width(), wanted.width(), rendition.width(), SIZE_FACTOR);
  }

  private boolean isSameShape(Rendition rendition) {
    long difference =
        (long) rendition.width() * wanted.height() - (long) wanted.width() * rendition.height();
    return Math.abs(difference) <= 4L * Math.max(wanted.height(), rendition.height());
  }

  /** Zero stands for what nobody asked to be anything in particular. */
  private boolean fits(@Nullable IntRange range, int wantedValue, int value, double factor) {
    if (value == wantedValue) {
      return true;
    }
    if (range != null && !range.isExact()) {
      return range.contains(value);
    }
    return switch (tolerance) {
      case EXACT -> false;
      case NEAR -> isWithin(wantedValue, value, factor);
      case ANY -> true;
    };
  }

  private static boolean isWithin(int wantedValue, int value, double factor) {
    if (wantedValue == 0 || value == 0) {
      return true;
    }
    return value <= wantedValue * factor && value * factor >= wantedValue;
  }
}
