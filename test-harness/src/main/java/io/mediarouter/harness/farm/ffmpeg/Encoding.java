package io.mediarouter.harness.farm.ffmpeg;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The encoder settings per codec and speed: quick first output when somebody waits, better pictures
 * in batch.
 */
final class Encoding {
  private Encoding() {}

  static List<String> video(VideoCodec codec, H264Encoder h264, Speed speed, int threads) {
    boolean fast = speed == Speed.FAST;
    return switch (codec) {
      case H264 -> h264.settings(speed);
      case HEVC -> hevc(fast, threads);
      case VP9 -> vp9(fast);
      case AV1 -> av1(fast, threads);
      case COPY -> List.of("-c:v", "copy");
    };
  }

  /**
   * The settings for segments: whatever the speed, one head describes them all. Of encoders whose
   * head tells how much effort they spend, that is always the same.
   */
  static List<String> picture(VideoCodec codec, H264Encoder h264, Speed speed, int threads) {
    return codec == VideoCodec.H264 && speed == Speed.SLOW
        ? h264.slowLikeFast().orElseGet(() -> h264.settings(Speed.FAST))
        : video(codec, h264, Speed.FAST, threads);
  }

  /** Constant-quality setting, used when no bit rate is asked. */
  static List<String> quality(VideoCodec codec, H264Encoder h264) {
    return switch (codec) {
      case H264 -> h264.quality();
      case HEVC -> List.of("-crf", "28");
      case VP9 -> List.of("-crf", "34", "-b:v", "0");
      case AV1 -> List.of("-crf", "38");
      case COPY -> List.of();
    };
  }

  /**
   * Settings for groups of pictures that begin just where they are told to, each by itself, and
   * have no more bits than that. They go behind those of {@link #video}.
   *
   * @param bitRate bits per second; null = any
   */
  static List<String> segments(
      VideoCodec codec, H264Encoder h264, @Nullable Integer bitRate, int threads) {
    List<String> bound =
        bitRate == null
            ? List.of()
            : List.of("-maxrate", bitRate.toString(), "-bufsize", bitRate.toString());
    return switch (codec) {
      case H264 -> joined(quality(codec, h264), bound, h264.closed());
      case HEVC -> {
        String parameters = "log-level=error:pools=" + threads + ":scenecut=0:open-gop=0";
        yield joined(quality(codec, h264), bound, List.of("-x265-params", parameters));
      }
      case VP9 ->
          bitRate == null
              ? quality(codec, h264)
              : joined(bound, List.of("-crf", "34", "-b:v", bitRate.toString()));
      case AV1 ->
          joined(quality(codec, h264), List.of("-svtav1-params", "lp=" + threads + ":scd=0"));
      case COPY ->
          throw new BadOrderException(
              "vcodec", "copy", "a codec to encode: segments begin where they are told to");
    };
  }

  @SafeVarargs
  private static List<String> joined(List<String>... parts) {
    return Stream.of(parts).flatMap(List::stream).toList();
  }

  private static List<String> hevc(boolean fast, int threads) {
    String parameters = "log-level=error:pools=" + threads;
    return List.of(
        "-c:v",
        "libx265",
        "-preset",
        fast ? "ultrafast" : "medium",
        "-x265-params",
        parameters,
        "-tag:v",
        "hvc1",
        "-pix_fmt",
        "yuv420p");
  }

  private static List<String> vp9(boolean fast) {
    return fast
        ? List.of(
            "-c:v",
            "libvpx-vp9",
            "-deadline",
            "realtime",
            "-cpu-used",
            "8",
            "-row-mt",
            "1",
            "-lag-in-frames",
            "0",
            "-pix_fmt",
            "yuv420p")
        : List.of(
            "-c:v",
            "libvpx-vp9",
            "-deadline",
            "good",
            "-cpu-used",
            "3",
            "-row-mt",
            "1",
            "-pix_fmt",
            "yuv420p");
  }

  private static List<String> av1(boolean fast, int threads) {
    return List.of(
        "-c:v",
        "libsvtav1",
        "-preset",
        fast ? "12" : "8",
        "-svtav1-params",
        "lp=" + threads,
        "-pix_fmt",
        "yuv420p");
  }
}
