package io.mediarouter.harness.farm.ffmpeg;

import static io.mediarouter.harness.farm.ffmpeg.ContainerFormat.MP4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TranscodeCommandTest {
  private static final Ffmpeg TOOLS = new Ffmpeg(Path.of("/opt/ffmpeg"), Path.of("/opt/ffprobe"));
  private static final URI INPUT = URI.create("http://127.0.0.1:9/source-gate/token");

  private static final MediaInfo INFO = info(1280, 720);

  private static MediaInfo info(int width, int height) {
    return new MediaInfo(
        "mp4",
        10.0,
        new Lengths(false, null, null, 0, 0),
        1L,
        1L,
        new MediaInfo.Video(
            0,
            "h264",
            width,
            height,
            30.0,
            1L,
            new MediaInfo.Coding(width, height, 0, false, "1:1", "progressive", false, false),
            new MediaInfo.Colours("yuv420p", 8, null, null, null, null),
            MediaInfo.Form.UNTOLD),
        new MediaInfo.Audio(1, "aac", 2, 48_000, null, null, false),
        null,
        List.of(),
        List.of(),
        0,
        MediaInfo.Layout.PLAIN);
  }

  @Test
  void input_isForcedAndConfined() {
    List<String> arguments = arguments("format=mp4");

    assertThat(arguments).startsWith("/opt/ffmpeg", "-nostdin").endsWith("-f", "mp4", "pipe:1");
    assertThat(arguments)
        .containsSubsequence(
            "-protocol_whitelist", "http,tcp", "-f", "mov", "-max_pixels", "-i", INPUT.toString());
  }

  @Test
  void rendition_becomesNumbersAndConstants() {
    List<String> arguments =
        arguments(
            "width=640",
            "fps=29.97",
            "vb=800000",
            "ab=64000",
            "start=1.5",
            "duration=2",
            "vcodec=h264");

    assertThat(arguments)
        .containsSequence("-ss", "1.5")
        .containsSequence("-t", "2")
        .containsSequence(
            "-vf",
            "bwdif=mode=send_frame:deint=interlaced,fps=29.97,scale=640:360,format=yuv420p,setsar=1,"
                + "setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709:range=tv")
        .containsSequence("-c:v", "libx264", "-preset", "veryfast")
        .containsSequence("-b:v", "800000", "-maxrate", "1200000", "-bufsize", "1600000")
        .containsSequence("-b:a", "64000");
  }

  @Test
  void seek_standsBeforeTheInput() {
    List<String> arguments = arguments("format=jpeg", "t=3");

    assertThat(arguments.indexOf("-ss")).isLessThan(arguments.indexOf("-i"));
    assertThat(arguments).containsSequence("-frames:v", "1");
  }

  @Test
  void slow_takesMoreTimeAtLowerPriority() {
    assertThat(arguments("speed=slow"))
        .containsSequence("-n", "10", "/opt/ffmpeg")
        .containsSequence("-preset", "medium");
    assertThat(arguments("speed=fast")).doesNotContain("-n");
  }

  @Test
  void droppedTracks_areOff() {
    assertThat(arguments("acodec=none")).contains("-an").doesNotContain("-c:a");
    assertThat(arguments("vcodec=none")).contains("-vn").doesNotContain("-c:v");
    assertThat(arguments("format=mp3")).contains("-vn");
  }

  @Test
  void cpus_bindTheProcess() {
    TranscodeCommand bound = new TranscodeCommand(TOOLS, 1, "0,2-3");

    assertThat(bound.arguments(order("format=mp4"), INFO, 0, null, INPUT, MP4))
        .containsSequence("-c", "0,2-3", "/opt/ffmpeg");
    assertThatThrownBy(() -> new TranscodeCommand(TOOLS, 1, "0; id"))
        .hasMessageContaining("expected: a list such as");
  }

  @Test
  void pace_limitsHowFastTheSourceIsRead() {
    TranscodeCommand paced = new TranscodeCommand(TOOLS, 1, null, H264Encoder.LIBX264, () -> 0.5);

    assertThat(paced.arguments(order("format=mp4"), INFO, 0, null, INPUT, MP4))
        .containsSequence("-readrate", "0.5");
    assertThat(arguments("format=mp4")).doesNotContain("-readrate");
  }

  @Test
  void order_codecThatDoesNotFit_namesTheAllowedOnes() {
    assertThatThrownBy(() -> order("format=webm", "vcodec=h264"))
        .hasMessage("vcodec: h264 (expected: one of vp9, av1, copy)");
    assertThatThrownBy(() -> order("format=mp3", "vcodec=h264"))
        .hasMessageContaining("no such track");
    assertThatThrownBy(() -> order("vcodec=none", "acodec=none"))
        .isInstanceOf(BadOrderException.class);
  }

  @Test
  void vaapi_opensItsDevice_andUploadsThePictures_ofH264Alone() {
    H264Encoder vaapi = H264Encoder.all(Path.of("/dev/dri/renderD129")).get(2);
    TranscodeCommand command = new TranscodeCommand(TOOLS, 2, null, vaapi, () -> 1);

    List<String> arguments = command.arguments(order("vb=800000"), INFO, 0, null, INPUT, MP4);

    assertThat(arguments)
        .containsSubsequence("-vaapi_device", "/dev/dri/renderD129", "-i", "-c:v", "h264_vaapi")
        .containsSubsequence("-b:v", "800000", "-maxrate")
        .doesNotContain("-pix_fmt", "-preset", "-qp");
    assertThat(arguments.get(arguments.indexOf("-vf") + 1)).endsWith(",format=nv12,hwupload");
    assertThat(command.arguments(order("vcodec=hevc"), INFO, 0, null, INPUT, MP4))
        .doesNotContain("-vaapi_device")
        .noneMatch(each -> each.contains("hwupload"));
  }

  @Test
  void segmentsOfASmallSource_waitForNoFramesThatOtherThreadsDecodeAhead() {
    assertThat(decodersOfSegments(INFO)).isEqualTo("1");
    assertThat(decodersOfSegments(info(1920, 1080))).isEqualTo("2");
  }

  /** Those that are named before the input. */
  private static String decodersOfSegments(MediaInfo info) {
    Map<String, List<String>> query = new HashMap<>();
    String form = "vcodec=h264&width=640&height=360&rate=25&frames=100&total=200&first=0&count=2";
    for (String each : form.split("&")) {
      query.put(each.split("=")[0], List.of(each.split("=")[1]));
    }
    List<String> arguments =
        new TranscodeCommand(TOOLS, 2, null)
            .segments(SegmentOrder.parse(query), info, null, INPUT, MP4);
    return arguments.get(arguments.indexOf("-threads") + 1);
  }

  private static List<String> arguments(String... query) {
    return new TranscodeCommand(TOOLS, 2, null).arguments(order(query), INFO, 0, null, INPUT, MP4);
  }

  private static TranscodeSpec order(String... query) {
    Map<String, List<String>> parameters =
        Arrays.stream(query)
            .map(each -> each.split("=", 2))
            .collect(Collectors.toMap(each -> each[0], each -> List.of(each[1])));
    return TranscodeSpec.parse(parameters, Set.of());
  }
}
