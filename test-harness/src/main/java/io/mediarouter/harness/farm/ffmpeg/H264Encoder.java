package io.mediarouter.harness.farm.ffmpeg;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An H.264 encoder of ffmpeg, with the arguments that make it work, in software or on a graphics
 * processor.
 *
 * @param name as ffmpeg names it
 * @param device arguments before the input that open what it runs on; empty: it does so itself
 * @param upload filters that bring pictures to where it reads them, each after a comma; empty: none
 * @param fast settings while somebody waits
 * @param slow settings of batch work
 * @param quality constant-quality setting, used when no bit rate is asked
 */
public record H264Encoder(
    String name,
    List<String> device,
    String upload,
    List<String> fast,
    List<String> slow,
    List<String> quality) {
  /** The render node of the first graphics processor on Linux. */
  public static final Path DEFAULT_VAAPI_DEVICE = Path.of("/dev/dri/renderD128");

  /** In software; the default. */
  public static final H264Encoder LIBX264 =
      new H264Encoder(
          "libx264",
          List.of(),
          "",
          List.of("-preset", "veryfast", "-rc-lookahead", "8", "-pix_fmt", "yuv420p"),
          List.of("-preset", "medium", "-pix_fmt", "yuv420p"),
          List.of("-crf", "23"));

  private static final H264Encoder NVENC =
      new H264Encoder(
          "h264_nvenc",
          List.of(),
          "",
          List.of("-preset", "p3", "-rc", "vbr", "-pix_fmt", "yuv420p"),
          List.of("-preset", "p6", "-rc", "vbr", "-pix_fmt", "yuv420p"),
          List.of("-cq", "23", "-b:v", "0"));

  private static final H264Encoder QSV =
      new H264Encoder(
          "h264_qsv",
          List.of(),
          "",
          List.of("-preset", "veryfast", "-pix_fmt", "nv12"),
          List.of("-preset", "slow", "-pix_fmt", "nv12"),
          List.of("-global_quality", "23"));

  /**
   * All that are known, best first.
   *
   * @param vaapiDevice the render node that VAAPI is to use
   */
  public static List<H264Encoder> all(Path vaapiDevice) {
    return List.of(NVENC, QSV, vaapi(vaapiDevice), LIBX264);
  }

  private static H264Encoder vaapi(Path node) {
    return new H264Encoder(
        "h264_vaapi",
        List.of("-vaapi_device", node.toString()),
        ",format=nv12,hwupload",
        List.of(),
        List.of(),
        List.of("-qp", "23"));
  }

  /** Has it begin a group of pictures just where it is told to, each group by itself. */
  List<String> closed() {
    return switch (name) {
      case "libx264" -> List.of("-sc_threshold", "0");
      case "h264_nvenc" -> List.of("-no-scenecut", "1", "-forced-idr", "1");
      case "h264_qsv" -> List.of("-forced_idr", "1", "-idr_interval", "0");
      default -> List.of();
    };
  }

  /** Chooses it for batch work whose head is that of fast work; empty where it cannot. */
  Optional<List<String>> slowLikeFast() {
    return equals(LIBX264)
        ? Optional.of(
            joined(settings(Speed.SLOW), "-x264-params", "ref=1:weightp=1:chroma-qp-offset=2"))
        : Optional.empty();
  }

  private static List<String> joined(List<String> some, String... more) {
    return Stream.concat(some.stream(), Stream.of(more)).toList();
  }

  /** Chooses it, for the work at that speed. */
  List<String> settings(Speed speed) {
    List<String> own = speed == Speed.FAST ? fast : slow;
    return Stream.concat(Stream.of("-c:v", name), own.stream()).toList();
  }
}
