package io.mediarouter.harness.farm.ffmpeg;

import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The arguments that have ffmpeg read a source: how it is opened, from where on, how fast.
 *
 * @param threads threads that decode, at least 1
 * @param pace seconds of the source that may be read per second of time; infinity: any number
 */
record SourceReading(int threads, DoubleSupplier pace, ToneMapping tones) {
  /** Most pixels a decoded picture may have: 8192 x 4352. */
  private static final int MAX_PIXELS = 8192 * 4352;

  /**
   * Up to so many pixels one thread decodes faster than others scale and encode: more of them only
   * hold frames back, which the first segment of a run waits for.
   */
  private static final int QUICKLY_DECODED_PIXELS = 1280 * 720;

  /** Most pixels of a still, of which only one is decoded: 128 million. */
  static final int MAX_STILL_PIXELS = 1 << 27;

  /** The source, from where an order needs it on. */
  List<String> input(
      TranscodeSpec order,
      MediaInfo info,
      URI input,
      ContainerFormat container,
      @Nullable Reach reach) {
    List<String> arguments = options(container);
    if (order.isStoryboard()) {
      arguments.addAll(Storyboards.inputOptions(order));
    }
    arguments.addAll(seek(order, info, reach));
    arguments.addAll(List.of("-i", input.toString()));
    return arguments;
  }

  /** What stands before any source. */
  List<String> options(ContainerFormat container) {
    return options(container, threads);
  }

  /** What stands before a source of which no more than one picture's segments are made. */
  List<String> options(ContainerFormat container, MediaInfo.@Nullable Video video) {
    boolean quick =
        video != null && (long) video.width() * video.height() <= QUICKLY_DECODED_PIXELS;
    return options(container, quick ? 1 : threads);
  }

  private List<String> options(ContainerFormat container, int decoders) {
    List<String> arguments = new ArrayList<>(SafeInput.options(container));
    arguments.addAll(List.of("-threads", Integer.toString(decoders)));
    arguments.addAll(List.of("-max_pixels", Integer.toString(maxPixels(container))));
    double allowed = pace.getAsDouble();
    if (Double.isFinite(allowed)) {
      arguments.addAll(List.of("-readrate", BigDecimal.valueOf(allowed).toPlainString()));
    }
    return arguments;
  }

  private static int maxPixels(ContainerFormat container) {
    return container.isStill() ? MAX_STILL_PIXELS : MAX_PIXELS;
  }

  private List<String> seek(TranscodeSpec order, MediaInfo info, @Nullable Reach reach) {
    if (order.isStill()) {
      return still(order, info, reach).seek();
    }
    BigDecimal from = reach == null ? order.start() : reach.from(order.start());
    if (from.signum() == 0) {
      return List.of();
    }
    return reach == null
        ? List.of("-ss", from.toPlainString())
        : List.of("-noaccurate_seek", "-ss", from.toPlainString());
  }

  StillArguments still(TranscodeSpec order, MediaInfo info, @Nullable Reach reach) {
    return new StillArguments(order, info, tones, reach == null ? Reach.NEAR : reach);
  }

  /** What was read before the output begins is left out of it. */
  static List<String> skipped(TranscodeSpec order, @Nullable Reach reach) {
    BigDecimal before = before(order, reach);
    return before.signum() == 0 || order.isStill() || order.isClip()
        ? List.of()
        : List.of("-ss", before.toPlainString());
  }

  static BigDecimal before(TranscodeSpec order, @Nullable Reach reach) {
    return reach == null ? BigDecimal.ZERO : order.start().subtract(reach.from(order.start()));
  }
}
