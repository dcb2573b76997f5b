package io.mediarouter.harness.farm;

import io.mediarouter.harness.farm.ffmpeg.ToolRun;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The first frame of a piece of media, as a viewer of what its tags say would see it. */
record Picture(int width, int height, byte[] rgb) {
  /** What plays a long film takes as long as it is made. */
  private static final int LONGEST_SECONDS = 120 + Integer.getInteger("long.film", 0);

  static Picture of(byte[] media) throws Exception {
    Path file = Files.createTempFile("picture", ".bin");
    Path pixels = Files.createTempFile("picture", ".ppm");
    try {
      Files.write(file, media);
      ffmpeg(
          "-i",
          file.toString(),
          "-frames:v",
          "1",
          "-vf",
          "scale=flags=accurate_rnd+full_chroma_int",
          "-pix_fmt",
          "rgb24",
          "-c:v",
          "ppm",
          "-f",
          "image2pipe",
          "file:" + pixels);
      return read(Files.readAllBytes(pixels));
    } finally {
      Files.delete(file);
      Files.delete(pixels);
    }
  }

  private static Picture read(byte[] ppm) {
    String[] head = new String(ppm, 0, 15, StandardCharsets.US_ASCII).split("\\s+");
    int width = Integer.parseInt(head[1]);
    int height = Integer.parseInt(head[2]);
    return new Picture(
        width, height, Arrays.copyOfRange(ppm, ppm.length - 3 * width * height, ppm.length));
  }

  String size() {
    return width + "x" + height;
  }

  /** Red, green and blue at a place told in shares of the sides. */
  List<Integer> at(double x, double y) {
    int index = 3 * ((int) (y * height) * width + (int) (x * width));
    return List.of(rgb[index] & 0xff, rgb[index + 1] & 0xff, rgb[index + 2] & 0xff);
  }

  /** Runs the farm's ffmpeg. */
  static String ffmpeg(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(Farm.FFMPEG.ffmpeg().toString(), "-y"));
    command.addAll(List.of("-v", "info", "-nostdin"));
    command.addAll(List.of(arguments));
    return ToolRun.of(command, LONGEST_SECONDS).requireSuccess("ffmpeg");
  }
}
