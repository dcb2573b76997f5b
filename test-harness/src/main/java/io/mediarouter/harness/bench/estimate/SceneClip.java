package io.mediarouter.harness.bench.estimate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * A video of scenes that differ in how hard they are to encode, made by ffmpeg out of nothing.
 *
 * @param name unique among the clips
 * @param width pixels
 * @param height pixels
 * @param fps frames per second
 * @param seconds play time
 * @param scenes one filter chain for each, one after the other
 */
record SceneClip(String name, int width, int height, int fps, int seconds, List<String> scenes) {
  private static final List<int[]> SIZES =
      List.of(new int[] {640, 360}, new int[] {854, 480}, new int[] {1280, 720});
  private static final int[] RATES = {24, 25, 30, 50};
  private static final List<String> SOURCES =
      List.of(
          "testsrc2=%1$s",
          "smptehdbars=%1$s,noise=alls=%2$d:allf=t",
          "mandelbrot=%1$s:maxiter=200:start_scale=%3$.3f",
          "gradients=%1$s:speed=%3$.3f:seed=%2$d",
          "testsrc2=%1$s,noise=alls=%2$d:allf=t",
          "life=%1$s:ratio=%3$.3f:mold=%2$d:seed=%2$d",
          "color=c=gray:%1$s",
          "zoneplate=%1$s:kt=%2$d",
          "testsrc=%1$s,rotate=t*%3$.3f");

  SceneClip {
    scenes = List.copyOf(scenes);
  }

  /** A clip of {@code seconds} that is the same for the same state of {@code random}. */
  static SceneClip random(String name, int seconds, RandomGenerator random) {
    int[] size = SIZES.get(random.nextInt(SIZES.size()));
    int fps = RATES[random.nextInt(RATES.length)];
    String common = "size=%dx%d:rate=%d".formatted(size[0], size[1], fps);
    var scenes = new ArrayList<String>();
    // A video keeps to a style: few kinds of scenes, which come again.
    int[] style = random.ints(3, 0, SOURCES.size()).toArray();
    for (int left = seconds; left > 0; ) {
      int length = Math.min(left, 1 + random.nextInt(7));
      scenes.add(scene(SOURCES.get(style[random.nextInt(3)]), common, length, random));
      left -= length;
    }
    return new SceneClip(name, size[0], size[1], fps, seconds, scenes);
  }

  private static String scene(String source, String common, int length, RandomGenerator random) {
    int strength = 2 + random.nextInt(30);
    double share = 0.05 + 0.3 * random.nextDouble();
    String chain = String.format(Locale.ROOT, source, common, strength, share);
    return chain + ",trim=duration=" + length + ",setpts=PTS-STARTPTS,format=yuv420p,setsar=1";
  }

  /** Arguments of an ffmpeg that makes it. */
  List<String> arguments() {
    var graph = new StringBuilder();
    for (int i = 0; i < scenes.size(); i++) {
      graph.append(scenes.get(i)).append("[s").append(i).append("];");
    }
    for (int i = 0; i < scenes.size(); i++) {
      graph.append("[s").append(i).append(']');
    }
    graph.append("concat=n=").append(scenes.size()).append(":v=1:a=0");
    return List.of(
        "-filter_complex",
        graph.toString(),
        "-c:v",
        "libx264",
        "-preset",
        "veryfast",
        "-crf",
        "20",
        "-g",
        Integer.toString(2 * fps),
        "-f",
        "mp4");
  }
}
