package io.mediarouter.harness.ffmpeg;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Builds the argument list of one transcode to standard output, or of several to files.
 *
 * <p>Nothing a client wrote reaches ffmpeg as text: filters are made of checked numbers, codecs and
 * containers of constants, the input is an address of our own with a forced demuxer and only the
 * protocols it needs.
 */
public final class TranscodeCommand {
  /** Most pixels a decoded picture may have: 8192 x 4352. */
  private static final int MAX_PIXELS = 8192 * 4352;

  /** Most pixels of a still, of which only one is decoded: 128 million. */
  private static final int MAX_STILL_PIXELS = 1 << 27;

  private static final int KEY_FRAME_SECONDS = 2;

  private final Ffmpeg tools;
  private final int threads;
  private final @Nullable String cpus;
  private final DoubleSupplier pace;

  /**
   * @param threads threads that each codec may use, at least 1
   * @param cpus CPU list for {@code taskset} such as {@code 0,2-3}; null: any CPU
   * @throws IllegalArgumentException if {@code cpus} is given and malformed, or taskset is missing
   */
  public TranscodeCommand(Ffmpeg tools, int threads, @Nullable String cpus) {
    this(tools, threads, cpus, () -> Double.POSITIVE_INFINITY);
  }

  /**
   * @param pace seconds of the source that a transcode that begins now may read per second of time,
   *     above 0; infinity: any number
   */
  public TranscodeCommand(Ffmpeg tools, int threads, @Nullable String cpus, DoubleSupplier pace) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads: " + threads + " (expected: >= 1)");
    }
    if (cpus != null && !cpus.matches("[0-9]+([,-][0-9]+)*")) {
      throw new IllegalArgumentException("cpus: " + cpus + " (expected: a list such as 0,2-3)");
    }
    this.tools = tools;
    this.threads = threads;
    this.cpus = cpus;
    this.pace = pace;
  }

  /** Whether ffmpeg can be bound to CPUs on this machine. */
  public static boolean bindsCpus() {
    return Programs.onPath("taskset").isPresent();
  }

  /**
   * Program and arguments that read {@code input}, an address that is safe to open, as {@code
   * container}.
   */
  public List<String> arguments(TranscodeOrder order, URI input, ContainerFormat container) {
    return arguments(order, 0, input, container);
  }

  /**
   * The same with louder or softer sound.
   *
   * @param gain what is added to the sound, dB; 0 leaves it as it is
   */
  public List<String> arguments(
      TranscodeOrder order, double gain, URI input, ContainerFormat container) {
    List<String> arguments = start(order, input, container);
    if (order.isStoryboard()) {
      arguments.addAll(Storyboards.output(order));
    } else if (order.isClip()) {
      arguments.addAll(clip(order));
    } else if (order.format().isPicture()) {
      arguments.addAll(picture(order));
    } else {
      arguments.addAll(output(order, gain));
    }
    arguments.add("pipe:1");
    return List.copyOf(arguments);
  }

  /**
   * Program and arguments that make nothing of {@code input}, but tell how loud it is; see {@link
   * Loudness}.
   */
  public List<String> listening(TranscodeOrder order, URI input, ContainerFormat container) {
    List<String> arguments = start(order, input, container);
    BigDecimal duration = order.duration();
    if (duration != null) {
      arguments.addAll(List.of("-t", duration.toPlainString()));
    }
    arguments.addAll(
        List.of("-vn", "-map", "0:a:0", "-ac", "2", "-af", "ebur128=peak=true:framelog=verbose"));
    arguments.addAll(List.of("-f", "null", "-"));
    return List.copyOf(arguments);
  }

  /**
   * Program and arguments that make several outputs with one decode of {@code input}, into files
   * that are there.
   *
   * @param orders at least one, none of a still, all of the same speed and part of the input
   * @param files one for each order
   */
  public List<String> arguments(
      List<TranscodeOrder> orders, List<Path> files, URI input, ContainerFormat container) {
    List<String> arguments = start(orders.get(0), input, container);
    arguments.add("-y");
    for (int i = 0; i < orders.size(); i++) {
      arguments.addAll(output(orders.get(i), 0));
      arguments.add("file:" + files.get(i));
    }
    return List.copyOf(arguments);
  }

  private List<String> start(TranscodeOrder order, URI input, ContainerFormat container) {
    List<String> arguments = new ArrayList<>(wrappers(order.speed()));
    arguments.add(tools.ffmpeg().toString());
    arguments.addAll(
        List.of("-nostdin", "-hide_banner", "-nostats", "-loglevel", "level+info", "-benchmark"));
    arguments.addAll(List.of("-progress", "pipe:2", "-stats_period", "0.25"));
    arguments.addAll(input(order, input, container));
    return arguments;
  }

  private List<String> output(TranscodeOrder order, double gain) {
    List<String> arguments = new ArrayList<>(tracks(order, gain));
    arguments.addAll(muxer(order.format()));
    return arguments;
  }

  private List<String> wrappers(Speed speed) {
    List<String> wrappers = new ArrayList<>();
    if (cpus != null) {
      String program =
          Programs.onPath("taskset")
              .map(Path::toString)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "cpus: " + cpus + " (expected: taskset on PATH)"));
      wrappers.addAll(List.of(program, "-c", cpus));
    }
    Optional<Path> nice = speed == Speed.SLOW ? Programs.onPath("nice") : Optional.empty();
    nice.ifPresent(program -> wrappers.addAll(List.of(program.toString(), "-n", "10")));
    return wrappers;
  }

  private List<String> input(TranscodeOrder order, URI input, ContainerFormat container) {
    List<String> arguments = new ArrayList<>(SafeInput.options(container));
    if (order.isStoryboard()) {
      arguments.addAll(Storyboards.inputOptions(order));
    }
    arguments.addAll(List.of("-threads", Integer.toString(threads)));
    arguments.addAll(List.of("-max_pixels", Integer.toString(maxPixels(container))));
    double allowed = pace.getAsDouble();
    if (Double.isFinite(allowed)) {
      arguments.addAll(List.of("-readrate", BigDecimal.valueOf(allowed).toPlainString()));
    }
    if (order.start().signum() > 0) {
      arguments.addAll(List.of("-ss", order.start().toPlainString()));
    }
    arguments.addAll(List.of("-i", input.toString()));
    return arguments;
  }

  private static int maxPixels(ContainerFormat container) {
    return container.isStill() ? MAX_STILL_PIXELS : MAX_PIXELS;
  }

  private List<String> picture(TranscodeOrder order) {
    List<String> arguments = new ArrayList<>(List.of("-map", "0:v:0", "-frames:v", "1"));
    arguments.addAll(videoFilter(order));
    arguments.addAll(
        List.of("-c:v", "mjpeg", "-q:v", "3", "-pix_fmt", "yuvj420p", "-f", "image2pipe"));
    return arguments;
  }

  /** Colours of a GIF are chosen from each frame's own; WebP has all of them. */
  private static List<String> clip(TranscodeOrder order) {
    boolean gif = order.format() == OutputFormat.GIF;
    List<String> arguments = new ArrayList<>(List.of("-map", "0:v:0", "-an"));
    BigDecimal duration = order.duration();
    if (duration != null) {
      arguments.addAll(List.of("-t", duration.toPlainString()));
    }
    List<String> filters = new ArrayList<>(filters(order));
    if (gif) {
      filters.add("split[a][b];[a]palettegen=stats_mode=diff[p];[b][p]paletteuse=dither=bayer");
    }
    if (!filters.isEmpty()) {
      arguments.addAll(List.of("-filter_complex", "[0:v:0]" + String.join(",", filters) + "[v]"));
      arguments.set(1, "[v]");
    }
    arguments.addAll(
        gif
            ? List.of("-loop", "0", "-f", "gif")
            : List.of("-c:v", "libwebp_anim", "-q:v", "60", "-loop", "0", "-f", "webp"));
    return arguments;
  }

  private List<String> tracks(TranscodeOrder order, double gain) {
    List<String> arguments =
        new ArrayList<>(
            List.of("-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact"));
    BigDecimal duration = order.duration();
    if (duration != null) {
      arguments.addAll(List.of("-t", duration.toPlainString()));
    }
    arguments.addAll(videoTrack(order));
    arguments.addAll(audioTrack(order, gain));
    arguments.addAll(List.of("-threads", Integer.toString(threads)));
    return arguments;
  }

  private List<String> videoTrack(TranscodeOrder order) {
    VideoCodec codec = order.videoCodec();
    if (codec == null) {
      return List.of("-vn");
    }
    List<String> arguments = new ArrayList<>(List.of("-map", "0:v:0?"));
    arguments.addAll(videoFilter(order));
    arguments.addAll(Encoding.video(codec, order.speed(), threads));
    Integer bitRate = order.videoBitRate();
    arguments.addAll(bitRate == null ? Encoding.quality(codec) : rate(codec, bitRate));
    arguments.addAll(List.of("-g", Integer.toString(keyFrameDistance(order.fps()))));
    return arguments;
  }

  private static List<String> rate(VideoCodec codec, int bitRate) {
    String rate = Integer.toString(bitRate);
    return codec == VideoCodec.AV1
        ? List.of("-b:v", rate)
        : List.of(
            "-b:v",
            rate,
            "-maxrate",
            Long.toString(bitRate * 3L / 2),
            "-bufsize",
            Long.toString(bitRate * 2L));
  }

  private static int keyFrameDistance(@Nullable BigDecimal fps) {
    int framesPerSecond = fps == null ? 25 : Math.max(1, fps.intValue());
    return framesPerSecond * KEY_FRAME_SECONDS;
  }

  private static List<String> audioTrack(TranscodeOrder order, double gain) {
    AudioCodec codec = order.audioCodec();
    if (codec == null) {
      return List.of("-an");
    }
    List<String> arguments =
        new ArrayList<>(List.of("-map", "0:a:0?", "-c:a", codec.encoder(), "-ac", "2"));
    if (gain != 0) {
      arguments.addAll(List.of("-af", String.format(Locale.ROOT, "volume=%.1fdB", gain)));
    }
    Integer bitRate = order.audioBitRate();
    if (bitRate != null) {
      arguments.addAll(List.of("-b:a", bitRate.toString()));
    }
    return arguments;
  }

  private static List<String> videoFilter(TranscodeOrder order) {
    List<String> filters = filters(order);
    return filters.isEmpty() ? List.of() : List.of("-vf", String.join(",", filters));
  }

  private static List<String> filters(TranscodeOrder order) {
    List<String> filters = new ArrayList<>();
    BigDecimal fps = order.fps();
    if (fps != null) {
      filters.add("fps=" + fps.toPlainString());
    }
    Integer width = order.width();
    Integer height = order.height();
    if (width != null || height != null) {
      filters.add(
          String.format(
              Locale.ROOT,
              "scale=%d:%d",
              width == null ? -2 : width,
              height == null ? -2 : height));
      filters.add("setsar=1");
    }
    return filters;
  }

  /** Containers are written so that a reader of an unfinished stream can already play it. */
  private static List<String> muxer(OutputFormat format) {
    return switch (format) {
      case MP4, M4A ->
          List.of(
              "-movflags",
              "+frag_keyframe+delay_moov+default_base_moof",
              "-frag_duration",
              "500000",
              "-flush_packets",
              "1",
              "-f",
              "mp4");
      case WEBM -> List.of("-cluster_time_limit", "500", "-flush_packets", "1", "-f", "webm");
      case OPUS -> List.of("-page_duration", "200000", "-flush_packets", "1", "-f", "ogg");
      case MP3 ->
          List.of("-write_xing", "0", "-id3v2_version", "0", "-flush_packets", "1", "-f", "mp3");
      case JPEG, GIF, WEBP -> List.of("-f", "image2pipe");
    };
  }
}
