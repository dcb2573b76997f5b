package io.mediarouter.harness.farm.ffmpeg;

import io.mediarouter.media.Fit;
import io.mediarouter.media.NumberLimit;
import io.mediarouter.media.PictureSize;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One rendition asked of ffmpeg, checked: every number is inside its bounds and the codecs fit the
 * container.
 *
 * @param videoCodec null: no video track; {@link VideoCodec#COPY}: the source's, all of it
 * @param audioCodec null: no sound; {@link AudioCodec#COPY}: the source's, all of it
 * @param width pixels, even, 2 to 8192; null: from the height, or as the source
 * @param height pixels, even, 2 to 8192; null: from the width, or as the source
 * @param fit what becomes of a picture of another shape than width and height together
 * @param fps frames per second, 1 to 240; null: as the source
 * @param videoBitRate bits per second, 10,000 to 200,000,000; null: constant quality
 * @param audioBitRate bits per second, 6,000 to 512,000; null: the encoder's default
 * @param start where to begin, in seconds of the source; for a still the time of the picture
 * @param duration seconds to make, 0.01 to 86,400; null: to the end, or of a picture one that does
 *     not move
 * @param loudness what the sound is levelled to, LUFS, -40 to -5; null: as it is
 * @param every seconds from picture to picture of a storyboard, 0.1 to 86,400; null: none is made
 * @param tiles number of pictures of a storyboard, 1 to 100; null: none is made
 * @param track which of the source's tracks of sound or subtitles, from 0; null: the default one
 */
public record TranscodeSpec(
    OutputFormat format,
    @Nullable VideoCodec videoCodec,
    @Nullable AudioCodec audioCodec,
    @Nullable Integer width,
    @Nullable Integer height,
    Fit fit,
    @Nullable BigDecimal fps,
    @Nullable Integer videoBitRate,
    @Nullable Integer audioBitRate,
    BigDecimal start,
    @Nullable BigDecimal duration,
    Speed speed,
    @Nullable Integer loudness,
    @Nullable BigDecimal every,
    @Nullable Integer tiles,
    @Nullable Integer track) {

  /** Names of the parameters that {@link #parse} reads. */
  public static final Set<String> PARAMETERS =
      Set.of(
          "format",
          "vcodec",
          "acodec",
          "width",
          "height",
          "fit",
          "fps",
          "vb",
          "ab",
          "t",
          "start",
          "duration",
          "speed",
          "loudness",
          "every",
          "tiles",
          "track");

  private static final int MAX_PIXELS = 8192;

  /**
   * Reads an order from query parameters.
   *
   * @param query every parameter name must be one of {@link #PARAMETERS} or of {@code others}
   * @throws BadOrderException if a parameter is unknown, repeated, malformed, out of bounds or does
   *     not fit
   */
  public static TranscodeSpec parse(Map<String, List<String>> query, Set<String> others) {
    OrderParameters given = new OrderParameters(query, union(others));
    OutputFormat format = given.choice("format", List.of(OutputFormat.values()));
    TranscodeSpec order =
        new TranscodeSpec(
            format,
            given.track("vcodec", format.videoCodecs()),
            given.track("acodec", format.audioCodecs()),
            even("width", given.whole("width", 2, MAX_PIXELS)),
            even("height", given.whole("height", 2, MAX_PIXELS)),
            given.choice("fit", List.of(Fit.values())),
            given.decimal("fps", NumberLimit.FPS),
            given.whole("vb", NumberLimit.VIDEO_BITS),
            given.whole("ab", NumberLimit.AUDIO_BITS),
            offset(given, format),
            given.decimal("duration", NumberLimit.DURATION),
            given.choice("speed", List.of(Speed.values())),
            given.negative("loudness", NumberLimit.LOUDNESS),
            given.decimal("every", NumberLimit.EVERY),
            given.whole("tiles", 1, 100),
            given.whole("track", 0, 99));
    order.checkHasTrack();
    order.checkFits();
    return order;
  }

  private static Set<String> union(Set<String> others) {
    Set<String> known = new HashSet<>(PARAMETERS);
    known.addAll(others);
    return known;
  }

  private static @Nullable Integer even(String name, @Nullable Integer value) {
    if (value != null && value % 2 != 0) {
      throw new BadOrderException(name, value.toString(), "an even number");
    }
    return value;
  }

  private static BigDecimal offset(OrderParameters given, OutputFormat format) {
    boolean still = format.isPicture() && !moves(format, given.text("duration"));
    String used = still ? "t" : "start";
    String unused = still ? "start" : "t";
    String wrong = given.text(unused);
    if (wrong != null) {
      throw new BadOrderException(unused, wrong, "absent; this format takes " + used);
    }
    BigDecimal value = given.decimal(used, NumberLimit.OFFSET);
    return value == null ? BigDecimal.ZERO : value;
  }

  private static boolean moves(OutputFormat format, @Nullable Object duration) {
    return format == OutputFormat.GIF || (format == OutputFormat.WEBP && duration != null);
  }

  /** Whether this is a moving picture without sound in a format of pictures. */
  boolean isClip() {
    return moves(format, duration);
  }

  /**
   * The reaches to try for the picture of this order, each if there is none within the one before;
   * of anything else than a picture at some time, one.
   */
  public List<Reach> reaches(MediaInfo info) {
    boolean single = !isStill() || info.video() == null || Reach.NEAR.isAll(start);
    if (single) {
      return List.of(Reach.NEAR);
    }
    return Reach.FAR.isAll(start)
        ? List.of(Reach.NEAR, Reach.ALL)
        : List.of(Reach.NEAR, Reach.FAR, Reach.ALL);
  }

  /** Whether this begins with pictures in the middle of a source. */
  public boolean seeksPictures(MediaInfo info) {
    boolean pictures = (videoCodec != null && videoCodec != VideoCodec.COPY) || isClip();
    return pictures && info.video() != null && start.signum() > 0;
  }

  /** Whether this copies tracks from somewhere in the middle of a source. */
  public boolean isCut() {
    boolean copies = videoCodec == VideoCodec.COPY || audioCodec == AudioCodec.COPY;
    return copies && start.signum() > 0;
  }

  /** Whether this has to begin with a key frame of a source. */
  public boolean needsKeyFrame(MediaInfo info) {
    return isCut() && videoCodec == VideoCodec.COPY && info.video() != null;
  }

  /** Whether this is one picture. */
  boolean isStill() {
    return format.isPicture() && !isClip() && !isStoryboard();
  }

  /**
   * Checks that the picture that comes of a source is large enough for its codec.
   *
   * @throws BadOrderException if it is not
   */
  public void checkSize(MediaInfo info) {
    checkCopies(info);
    if (videoCodec == null || videoCodec == VideoCodec.COPY || info.video() == null) {
      return;
    }
    var codec = io.mediarouter.media.VideoCodec.valueOf(videoCodec.name());
    PictureSize size = sizeOf(new PictureSize(info.video().width(), info.video().height()));
    if (!codec.takes(size)) {
      throw new BadOrderException("vcodec", codec.token(), codec.sizeWords(size));
    }
  }

  /** What is taken over has to be of a kind that the container holds. */
  private void checkCopies(MediaInfo info) {
    if (videoCodec == VideoCodec.COPY && info.video() != null) {
      checkCopy("vcodec", info.video().codec(), format.videoCodecs());
    }
    if (audioCodec == AudioCodec.COPY && info.audio() != null) {
      checkCopy("acodec", info.audio().codec(), format.audioCodecs());
    }
  }

  private static <E extends Enum<E>> void checkCopy(String name, String codec, List<E> held) {
    if (held.stream().noneMatch(each -> OrderParameters.word(each).equals(codec))) {
      throw new BadOrderException(
          name, "copy", "a codec to encode: this format does not hold the source's " + codec);
    }
  }

  private PictureSize sizeOf(PictureSize whole) {
    int mostWidth = width == null ? 0 : width;
    int mostHeight = height == null ? 0 : height;
    return fit == Fit.COVER && width != null && height != null
        ? whole.covered(mostWidth, mostHeight)
        : whole.inside(mostWidth, mostHeight);
  }

  /** Whether this is one picture of a time at which there is none any more. */
  public boolean isBehind(MediaInfo info) {
    Double seconds = info.durationSeconds();
    return isStill()
        && info.video() != null
        && seconds != null
        && !info.lengths().estimated()
        && start.compareTo(BigDecimal.valueOf(seconds)) > 0;
  }

  /** Whether this is a sheet of pictures from all of the source. */
  boolean isStoryboard() {
    return every != null;
  }

  private void checkFits() {
    if ((every == null) != (tiles == null)) {
      throw new BadOrderException(
          "tiles", String.valueOf(tiles), "a number with every, else absent");
    }
    if (every != null && (!format.isPicture() || isClip() || width == null || height == null)) {
      throw new BadOrderException(
          "every", every.toPlainString(), "absent, or a still format with width and height");
    }
    checkCopiesWhole();
    if (loudness != null && (audioCodec == null || audioCodec == AudioCodec.COPY)) {
      throw new BadOrderException(
          "loudness", loudness.toString(), "absent where no sound is encoded");
    }
  }

  /** A track that is copied is as it is; only a picture can be cut, or sound alone. */
  private void checkCopiesWhole() {
    boolean changed = width != null || height != null || fps != null || videoBitRate != null;
    if (videoCodec == VideoCodec.COPY && changed) {
      throw new BadOrderException("vcodec", "copy", "a codec, or no width, height, fps and vb");
    }
    if (audioCodec == AudioCodec.COPY && audioBitRate != null) {
      throw new BadOrderException("acodec", "copy", "a codec, or no ab");
    }
    boolean encodes = videoCodec != null && videoCodec != VideoCodec.COPY;
    if (isCut() && encodes) {
      throw new BadOrderException(
          "start",
          start.toPlainString(),
          "absent where sound is copied beside a picture that is not");
    }
  }

  private void checkHasTrack() {
    boolean text = format == OutputFormat.VTT;
    if (text && track == null) {
      throw new BadOrderException("track", "absent", "the number of a track of subtitles");
    }
    if (!text && !format.isPicture() && videoCodec == null && audioCodec == null) {
      throw new BadOrderException("vcodec", "none", "a codec here or in acodec");
    }
  }
}
