package io.mediarouter.media;

import java.time.Duration;

/** Source properties that tests share. */
public final class Sources {
  private Sources() {}

  /** Ten seconds of 1280x720 H.264 at 30 frames per second with AAC sound. */
  public static SourceProperties clip720p() {
    return SourceProperties.of(
        "\"v1\"",
        "mp4",
        "video/mp4",
        3_400_000,
        Duration.ofSeconds(10),
        new VideoStream("h264", 1280, 720, 30_000, 2_600_000),
        new AudioStream("aac", 2, 48_000, 128_000));
  }

  /** Three minutes of sound. */
  public static SourceProperties song() {
    return SourceProperties.of(
        "\"s1\"",
        "m4a",
        "audio/mp4",
        2_900_000,
        Duration.ofMinutes(3),
        null,
        new AudioStream("aac", 2, 44_100, 128_000));
  }

  /** The song with a square cover of 600 pixels. */
  public static SourceProperties songWithCover() {
    SourceProperties song = song();
    return SourceProperties.of(
            song.version(),
            song.container(),
            song.contentType(),
            song.bytes(),
            song.duration(),
            null,
            song.audio())
        .withCover(new VideoStream("mjpeg", 600, 600, 0, 0));
  }

  /** The clip as filmed upright with a phone: turned, in ten bits and HDR. */
  public static SourceProperties phoneVideo() {
    var traits = PictureTraits.of(90, true, 64, 45, true, DynamicRange.HLG, 10);
    return clipOf(new VideoStream("hevc", 720, 1280, 30_000, 2_600_000, traits));
  }

  /** Ten silent seconds of that size. */
  public static SourceProperties picture(int width, int height) {
    return picture(width, height, 2_600_000);
  }

  /** The same of so many bits per second. */
  public static SourceProperties picture(int width, int height, long bits) {
    return clipOf(new VideoStream("h264", width, height, 30_000, bits));
  }

  private static SourceProperties clipOf(VideoStream video) {
    return SourceProperties.of(
        "\"p1\"", "mp4", "video/mp4", 3_400_000, Duration.ofSeconds(10), video, null);
  }

  /** A picture of 1600x1200. */
  public static SourceProperties photo() {
    return SourceProperties.of(
        "\"p1\"",
        "jpeg",
        "image/jpeg",
        400_000,
        Duration.ZERO,
        new VideoStream("mjpeg", 1600, 1200, 0, 0),
        null);
  }
}
