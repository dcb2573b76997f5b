package io.mediarouter.media;

import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One encoded form of an asset, complete and canonical: equal renditions are equal records and have
 * one {@link #key()}.
 *
 * @param format container
 * @param videoCodec codec of the picture; null = no picture (or a still)
 * @param audioCodec codec of the sound; null = no sound
 * @param width pixels, even; 0 = no picture
 * @param height pixels, even; 0 = no picture
 * @param fit whether the picture is cut to fill the size; else all of it is shown
 * @param milliFps frames per 1,000 seconds; 0 = as the source
 * @param videoBitRate bits per second; 0 = the encoder's constant quality
 * @param audioBitRate bits per second; 0 = the encoder's default
 * @param atMillis offset of a still, milliseconds
 * @param startMillis where the piece starts in the source, milliseconds
 * @param durationMillis length of the piece, milliseconds; 0 = to the end, or a single picture
 * @param treatment what else is done to it; the size of a storyboard is that of each picture
 */
public record Rendition(
    Format format,
    @Nullable VideoCodec videoCodec,
    @Nullable AudioCodec audioCodec,
    int width,
    int height,
    Fit fit,
    int milliFps,
    int videoBitRate,
    int audioBitRate,
    long atMillis,
    long startMillis,
    long durationMillis,
    Treatment treatment) {

  public Rendition {
    // Decisions that were logged when there was one way only have none.
    fit = Objects.requireNonNullElse(fit, Fit.INSIDE);
    treatment = Objects.requireNonNullElse(treatment, Treatment.NONE);
  }

  /** A rendition to which nothing else is done. */
  public Rendition(
      Format format,
      @Nullable VideoCodec videoCodec,
      @Nullable AudioCodec audioCodec,
      int width,
      int height,
      Fit fit,
      int milliFps,
      int videoBitRate,
      int audioBitRate,
      long atMillis,
      long startMillis,
      long durationMillis) {
    this(
        format,
        videoCodec,
        audioCodec,
        width,
        height,
        fit,
        milliFps,
        videoBitRate,
        audioBitRate,
        atMillis,
        startMillis,
        durationMillis,
        Treatment.NONE);
  }

  /** A rendition that shows all of the picture. */
  public Rendition(
      Format format,
      @Nullable VideoCodec videoCodec,
      @Nullable AudioCodec audioCodec,
      int width,
      int height,
      int milliFps,
      int videoBitRate,
      int audioBitRate,
      long atMillis,
      long startMillis,
      long durationMillis) {
    this(
        format,
        videoCodec,
        audioCodec,
        width,
        height,
        Fit.INSIDE,
        milliFps,
        videoBitRate,
        audioBitRate,
        atMillis,
        startMillis,
        durationMillis);
  }

  /** The same in another container and other codecs. */
  Rendition inForm(Format other, @Nullable VideoCodec video, @Nullable AudioCodec audio) {
    return new Rendition(
        other,
        video,
        audio,
        width,
        height,
        fit,
        milliFps,
        videoBitRate,
        audioBitRate,
        atMillis,
        startMillis,
        durationMillis,
        treatment);
  }

  /** The same at other bit rates. */
  Rendition atRates(int video, int audio) {
    return with(video, audio, treatment);
  }

  private Rendition with(int videoBits, int audioBits, Treatment other) {
    return new Rendition(
        format,
        videoCodec,
        audioCodec,
        width,
        height,
        fit,
        milliFps,
        videoBits,
        audioBits,
        atMillis,
        startMillis,
        durationMillis,
        other);
  }

  /** The same with other borders. */
  Rendition cut(Cut other) {
    return treatment.cut() == other ? this : with(videoBitRate, audioBitRate, treatment.cut(other));
  }

  /** The same, beginning and ending just where it was asked to. */
  public Rendition cutExactly() {
    return cut(Cut.EXACT);
  }

  /** Whether it begins at a key frame, so that streams can be copied. */
  public boolean isCutAtKeys() {
    return treatment.cut() == Cut.KEY;
  }

  /** Whether it is less than all of its source. */
  public boolean isPiece() {
    return startMillis > 0 || durationMillis > 0;
  }

  /**
   * The canonical name, also the file name under which the rendition is stored, such as {@code
   * h264-aac-640x360-v800000.mp4}; made of {@code [a-z0-9.-]} only.
   */
  public String key() {
    var key = new StringBuilder(64);
    if (videoCodec != null) {
      key.append(videoCodec.token()).append('-');
    }
    if (audioCodec != null) {
      key.append(audioCodec.token()).append('-');
    }
    if (width > 0 || height > 0) {
      key.append(width).append('x').append(height).append('-');
    }
    if (fit == Fit.COVER) {
      key.append(fit.token()).append('-');
    }
    part(key, 'f', milliFps);
    part(key, 'v', videoBitRate);
    part(key, 'a', audioBitRate);
    part(key, 't', atMillis);
    part(key, 's', startMillis);
    part(key, 'd', durationMillis);
    part(key, 'l', -treatment.loudness());
    part(key, 'e', treatment.everyMillis());
    part(key, 'n', treatment.tiles());
    part(key, 'k', treatment.track());
    part(key, 'c', treatment.channels());
    if (isCutAtKeys()) {
      key.append(treatment.cut().token()).append('-');
    }
    key.setCharAt(lastSeparator(key), '.');
    return key.append(format.token()).toString();
  }

  private static void part(StringBuilder key, char name, long value) {
    if (value > 0) {
      key.append(name).append(value).append('-');
    }
  }

  private static int lastSeparator(StringBuilder key) {
    if (key.length() == 0) {
      key.append("original-");
    }
    return key.length() - 1;
  }

  /** The shorter side of the picture, pixels; 0 = no picture. */
  public int shorterSide() {
    return Math.min(width, height);
  }

  /** Whether this is a single picture. */
  public boolean isStill() {
    return format.isStill() && durationMillis == 0;
  }

  /** The length of what is read of {@code source} for it, milliseconds; 0 for a still. */
  public long playMillis(SourceProperties source) {
    if (isStill() && !treatment.isStoryboard()) {
      return 0;
    }
    long rest = Math.max(0, source.duration().toMillis() - startMillis);
    if (durationMillis > 0) {
      return source.isDurationKnown() ? Math.min(durationMillis, rest) : durationMillis;
    }
    return rest;
  }

  /**
   * How long this rendition of {@code source} has to play at least to be all of it, milliseconds;
   * empty where nobody knows for sure.
   */
  public OptionalLong expectedMillis(SourceProperties source) {
    long end = format.isStill() || !source.isDurationKnown() ? 0 : trackMillis(source);
    long rest = end - startMillis;
    if (rest <= 0) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(durationMillis > 0 ? Math.min(durationMillis, rest) : rest);
  }

  /** How long the tracks play that are taken from the source; 0 where nobody knows. */
  private long trackMillis(SourceProperties source) {
    long all = source.duration().toMillis();
    boolean picture = videoCodec != null && source.video() != null;
    boolean sound = audioCodec != null && source.audio() != null;
    long video = source.extent().video().toMillis();
    long audio = source.extent().audio().toMillis();
    if (picture && sound) {
      return video > 0 && audio > 0 ? Math.min(all, Math.max(video, audio)) : all;
    }
    boolean onlyTrack = picture ? source.audio() == null : source.video() == null;
    long track = picture ? video : sound ? audio : 0;
    return track > 0 ? Math.min(all, track) : onlyTrack ? all : 0;
  }
}
