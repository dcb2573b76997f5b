package io.mediarouter.harness.farm.ffmpeg;

import io.mediarouter.media.Fit;
import io.mediarouter.media.NumberLimit;
import io.mediarouter.stream.FrameRate;
import io.mediarouter.stream.SegmentGrid;
import io.mediarouter.stream.SoundGrid;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Segments of a stream asked of ffmpeg, checked: of the picture or of the sound of a source.
 *
 * @param videoCodec null: not the picture
 * @param audioCodec null: not the sound
 * @param width pixels, even, at least 16; null of sound
 * @param height pixels, even, at least 16; null of sound
 * @param videoBitRate most bits per second; null: constant quality without a bound
 * @param level what the encoder keeps to, as its codec counts levels; null: as it chooses
 * @param audioBitRate bits per second; null: the encoder's default
 * @param channels of the sound, 6; null: 2
 * @param track which of the source's tracks of that kind, from 0; null: the default one
 * @param grid where segments begin, in the rate of what is made
 * @param first the first segment
 * @param count how many
 */
public record SegmentOrder(
    @Nullable VideoCodec videoCodec,
    @Nullable AudioCodec audioCodec,
    @Nullable Integer width,
    @Nullable Integer height,
    @Nullable Integer videoBitRate,
    @Nullable Integer level,
    @Nullable Integer audioBitRate,
    @Nullable Integer channels,
    @Nullable Integer track,
    SegmentGrid grid,
    int first,
    int count,
    Speed speed) {

  private static final Set<String> PARAMETERS =
      Set.of(
          "source",
          "task",
          "vcodec",
          "acodec",
          "width",
          "height",
          "vb",
          "level",
          "ab",
          "channels",
          "track",
          "rate",
          "frames",
          "total",
          "first",
          "count",
          "speed");

  private static final int STEREO = 2;
  private static final int SURROUND = 6;

  private static final Pattern RATE = Pattern.compile("([0-9]{1,6})(?:/(1001))?");
  private static final int MOST_FRAMES = 240 * 60;
  private static final int MOST_IN_ALL = 100_000_000;

  /**
   * Reads an order from query parameters.
   *
   * @throws BadOrderException if a parameter is unknown, repeated, malformed, out of bounds or does
   *     not fit
   */
  public static SegmentOrder parse(Map<String, List<String>> query) {
    OrderParameters given = new OrderParameters(query, PARAMETERS);
    boolean picture = given.text("vcodec") != null;
    boolean sound = given.text("acodec") != null;
    if (picture == sound) {
      throw new BadOrderException(
          "vcodec", String.valueOf(given.text("vcodec")), "either vcodec or acodec");
    }
    SegmentGrid grid = grid(given);
    int first = number(given, "first", 0, grid.count() - 1);
    return new SegmentOrder(
        picture ? given.choice("vcodec", List.of(VideoCodec.values())) : null,
        sound ? given.choice("acodec", List.of(AudioCodec.AAC, AudioCodec.OPUS)) : null,
        picture ? side(given, "width") : null,
        picture ? side(given, "height") : null,
        given.whole("vb", NumberLimit.VIDEO_BITS),
        given.whole("level", 10, 255),
        given.whole("ab", NumberLimit.AUDIO_BITS),
        channels(given),
        given.whole("track", 0, 99),
        grid,
        first,
        number(given, "count", 1, grid.count() - first),
        given.choice("speed", List.of(Speed.values())));
  }

  private static @Nullable Integer channels(OrderParameters given) {
    Integer channels = given.whole("channels", STEREO, SURROUND);
    if (channels == null) {
      return null;
    }
    boolean fits = channels == STEREO || channels == SURROUND;
    if (!fits || !"aac".equals(given.text("acodec"))) {
      throw new BadOrderException("channels", channels.toString(), "2 or 6, of aac");
    }
    return channels;
  }

  private static SegmentGrid grid(OrderParameters given) {
    return new SegmentGrid(
        rate(String.valueOf(given.text("rate"))),
        number(given, "frames", 1, MOST_FRAMES),
        number(given, "total", 1, MOST_IN_ALL));
  }

  private static FrameRate rate(String text) {
    Matcher rate = RATE.matcher(text);
    try {
      if (rate.matches()) {
        int seconds = rate.group(2) == null ? 1 : Integer.parseInt(rate.group(2));
        return new FrameRate(Integer.parseInt(rate.group(1)), seconds);
      }
    } catch (IllegalArgumentException e) {
      throw new BadOrderException("rate", text, String.valueOf(e.getMessage()));
    }
    throw new BadOrderException("rate", text, "frames per second: 25, or 24000/1001");
  }

  private static int number(OrderParameters given, String name, int min, int max) {
    Integer value = given.whole(name, min, max);
    if (value == null) {
      throw new BadOrderException(name, "absent", "a whole number from " + min + " to " + max);
    }
    return value;
  }

  private static Integer side(OrderParameters given, String name) {
    int side = number(given, name, 16, 8192);
    if (side % 2 != 0) {
      throw new BadOrderException(name, Integer.toString(side), "an even number");
    }
    return side;
  }

  /** Value for {@code Content-Type}. */
  public String mediaType() {
    return videoCodec != null ? "video/mp4" : "audio/mp4";
  }

  /** How many channels the sound has. */
  int soundChannels() {
    return channels == null ? STEREO : channels;
  }

  /** The grid of the sound. */
  public SoundGrid soundGrid() {
    var codec = io.mediarouter.media.AudioCodec.valueOf(String.valueOf(audioCodec));
    return SoundGrid.of(grid, codec);
  }

  /** How many samples a segment has: frames of the picture, or of the sound's encoder. */
  public long samples(int segment) {
    return audioCodec == null ? grid.frames(segment, 1) : soundGrid().frames(segment, 1);
  }

  /** When a segment's first sample is decoded, ticks of its track. */
  public long startTicks(int segment) {
    return audioCodec == null ? grid.startTicks(segment) : soundGrid().startSamples(segment);
  }

  /** The order of a rendition that has the same pictures or the same sound. */
  public TranscodeSpec likeness() {
    BigDecimal start = millis(grid.startMillis(first));
    BigDecimal end = millis(grid.startMillis(first + count));
    return new TranscodeSpec(
        OutputFormat.MP4,
        videoCodec,
        audioCodec,
        width,
        height,
        Fit.INSIDE,
        null,
        videoBitRate,
        audioBitRate,
        start,
        end.subtract(start),
        speed,
        null,
        null,
        null,
        null);
  }

  private static BigDecimal millis(long millis) {
    return BigDecimal.valueOf(millis, 3);
  }
}
