package io.mediarouter.harness.bench.estimate;

import java.util.List;
import java.util.Locale;

/** A kind of conversion whose cost is measured. Its settings stay as they are: files name them. */
enum Conversion {
  /** Smaller. */
  SIZE("h264", 360, 0, "-vf", "scale=-2:min(360\\,ih)", "-c:v", "libx264", "-preset", "veryfast"),
  /** Fewer bits. */
  BIT_RATE("h264", 0, 500_000, "-c:v", "libx264", "-preset", "veryfast", "-b:v", "500k"),
  /** Fewer frames. */
  FRAME_RATE("h264", 0, 0, "-vf", "fps=15", "-c:v", "libx264", "-preset", "veryfast"),
  /** Another codec. */
  CODEC("vp9", 0, 0, "-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8");

  private final String codec;
  private final int height;
  private final int bitRate;
  private final List<String> arguments;

  Conversion(String codec, int height, int bitRate, String... arguments) {
    this.codec = codec;
    this.height = height;
    this.bitRate = bitRate;
    this.arguments = List.of(arguments);
  }

  /** Its name in files. */
  String token() {
    return name().toLowerCase(Locale.ROOT);
  }

  String codec() {
    return codec;
  }

  int heightOf(SceneClip clip) {
    return height == 0 ? clip.height() : Math.min(height, clip.height());
  }

  int widthOf(SceneClip clip) {
    return clip.width() * heightOf(clip) / clip.height() & ~1;
  }

  int fpsOf(SceneClip clip) {
    return this == FRAME_RATE ? 15 : clip.fps();
  }

  /** Bits per second; 0 = constant quality. */
  int bitRate() {
    return bitRate;
  }

  List<String> arguments() {
    return arguments;
  }
}
