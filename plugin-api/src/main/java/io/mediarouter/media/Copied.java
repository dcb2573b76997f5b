package io.mediarouter.media;

/**
 * The streams of a source that a rendition takes over as they are, while the rest of it is encoded.
 *
 * @param picture whether the picture is copied
 * @param sound whether the sound is copied
 */
public record Copied(boolean picture, boolean sound) {
  /** All of it is encoded. */
  public static final Copied NOTHING = new Copied(false, false);

  /**
   * What can be copied of {@code source} for {@code rendition}: the picture, and beside a copied
   * one or alone the sound. Sound beside a picture that has to be encoded is next to no work, and
   * is encoded with it. A piece of the source begins where no key frame may be, so all of it is,
   * unless it may be {@linkplain Cut#KEY cut} at key frames.
   */
  public static Copied of(Rendition rendition, SourceProperties source) {
    if (rendition.format().isStill()
        || rendition.format() == Format.M4S
        || (rendition.isPiece() && !rendition.isCutAtKeys())) {
      return NOTHING;
    }
    boolean picture = SourceFit.fitsPicture(rendition, source);
    boolean sound = SourceFit.fitsSound(rendition, source);
    return picture || rendition.videoCodec() == null ? new Copied(picture, sound) : NOTHING;
  }

  /** Whether anything is copied. */
  public boolean isAny() {
    return picture || sound;
  }
}
