package io.mediarouter.harness.farm.media;

import java.util.List;
import java.util.stream.Stream;

/** One piece of sample media: its file name, and how ffmpeg makes it out of nothing. */
public enum Sample {
  /** 10 s, 1280x720 at 25 frames/s, H.264 and AAC: moving test card. */
  TEST_CARD_720P(
      "test-card-720p.mp4",
      video("testsrc2=size=1280x720:rate=25", 10),
      sine(440, 10),
      h264("2500k")),
  /** 4 s, 640x360 at 30 frames/s, H.264 and AAC: colour bars, cheap to encode. */
  BARS_360P(
      "bars-360p.mp4", video("smptebars=size=640x360:rate=30", 4), sine(660, 4), h264("500k")),
  /** 30 s, 854x480 at 24 frames/s, H.264 and AAC: a fractal, rich in detail. */
  FRACTAL_480P(
      "fractal-480p.mp4",
      video("mandelbrot=size=854x480:rate=24:maxiter=400", 30),
      sine(330, 30),
      h264("1500k")),
  /** 6 s, 640x480 at 25 frames/s, H.264 and AAC: a test card under noise, hard to encode. */
  NOISE_480P(
      "noise-480p.mp4",
      video("testsrc2=size=640x480:rate=25,noise=alls=40:allf=t:all_seed=7", 6),
      sine(550, 6),
      h264("3000k")),
  /** 8 s, 640x360 at 25 frames/s, VP9 and Opus. */
  TEST_CARD_WEBM("test-card.webm", video("testsrc=size=640x360:rate=25", 8), sine(440, 8), vp9()),
  /** 20 s of AAC sound, no video. */
  TONE("tone.m4a", List.of(), sine(500, 20), List.of("-c:a", "aac", "-b:a", "128k", "-f", "mp4"));

  private final String fileName;
  private final List<String> video;
  private final List<String> audio;
  private final List<String> encoding;

  Sample(String fileName, List<String> video, List<String> audio, List<String> encoding) {
    this.fileName = fileName;
    this.video = video;
    this.audio = audio;
    this.encoding = encoding;
  }

  private static List<String> video(String source, int seconds) {
    return List.of("-f", "lavfi", "-t", Integer.toString(seconds), "-i", source);
  }

  private static List<String> sine(int hertz, int seconds) {
    return List.of(
        "-f",
        "lavfi",
        "-t",
        Integer.toString(seconds),
        "-i",
        "sine=frequency=" + hertz + ":sample_rate=44100");
  }

  private static List<String> h264(String bitRate) {
    return List.of(
        "-c:v",
        "libx264",
        "-preset",
        "veryfast",
        "-threads",
        "2",
        "-b:v",
        bitRate,
        "-g",
        "50",
        "-pix_fmt",
        "yuv420p",
        "-c:a",
        "aac",
        "-b:a",
        "96k",
        "-movflags",
        "+faststart",
        "-f",
        "mp4");
  }

  private static List<String> vp9() {
    return List.of(
        "-c:v",
        "libvpx-vp9",
        "-deadline",
        "realtime",
        "-cpu-used",
        "8",
        "-threads",
        "1",
        "-b:v",
        "600k",
        "-pix_fmt",
        "yuv420p",
        "-g",
        "50",
        "-c:a",
        "libopus",
        "-b:a",
        "64k",
        "-f",
        "webm");
  }

  /** Name of the file inside the folder of samples. */
  public String fileName() {
    return fileName;
  }

  /** ffmpeg's arguments but for the output. */
  List<String> arguments() {
    return Stream.of(
            video,
            audio,
            List.of(
                "-shortest",
                "-fflags",
                "+bitexact",
                "-flags:v",
                "+bitexact",
                "-flags:a",
                "+bitexact"),
            encoding)
        .flatMap(List::stream)
        .toList();
  }
}
