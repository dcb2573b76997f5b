package io.mediarouter.harness.farm.ffmpeg;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
  private final int threads;
  private final Launch launch;
  private final H264Encoder h264;
  private final SourceReading reading;
  private final ToneMapping tones;

  /**
   * @param threads threads that each codec may use, at least 1
   * @param cpus CPU list for {@code taskset} such as {@code 0,2-3}; null: any CPU
   * @throws IllegalArgumentException if {@code cpus} is given and malformed, or taskset is missing
   */
  public TranscodeCommand(Ffmpeg tools, int threads, @Nullable String cpus) {
    this(tools, threads, cpus, H264Encoder.LIBX264, () -> Double.POSITIVE_INFINITY);
  }

  /**
   * @param h264 what encodes H.264
   * @param pace seconds of the source that a transcode that begins now may read per second of time,
   *     above 0; infinity: any number
   */
  public TranscodeCommand(
      Ffmpeg tools, int threads, @Nullable String cpus, H264Encoder h264, DoubleSupplier pace) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads: " + threads + " (expected: >= 1)");
    }
    if (cpus != null && !cpus.matches("[0-9]+([,-][0-9]+)*")) {
      throw new IllegalArgumentException("cpus: " + cpus + " (expected: a list such as 0,2-3)");
    }
    this.threads = threads;
    this.launch = new Launch(tools, cpus);
    this.h264 = h264;
    this.tones = new ToneMapping(tools);
    this.reading = new SourceReading(threads, pace, tones);
  }

  /** Whether ffmpeg can be bound to CPUs on this machine. */
  public static boolean bindsCpus() {
    return Programs.onPath("taskset").isPresent();
  }

  /**
   * Program and arguments that read {@code input}, an address that is safe to open.
   *
   * @param info what is in it
   * @param gain what is added to the sound, dB; 0 leaves it as it is
   * @param reach how far before the output the source is read from; null = as its container leads
   */
  public List<String> arguments(
      TranscodeSpec order,
      MediaInfo info,
      double gain,
      @Nullable Reach reach,
      URI input,
      ContainerFormat container) {
    List<String> arguments = start(List.of(order), info, input, container, reach);
    arguments.addAll(SourceReading.skipped(order, reach));
    arguments.addAll(output(order, info, gain, reach));
    arguments.add("pipe:1");
    return List.copyOf(arguments);
  }

  /**
   * Program and arguments that copy a piece of {@code input}.
   *
   * @param key the key frame that its picture begins with; null: it has none
   */
  public List<String> cut(
      TranscodeSpec order,
      MediaInfo info,
      double gain,
      @Nullable KeyFrame key,
      URI input,
      ContainerFormat container) {
    var cut = new KeyCut(order, info, key, container);
    List<String> arguments = launch.program(order.speed(), List.of());
    arguments.addAll(reading.options(container));
    arguments.addAll(cut.seek());
    arguments.addAll(List.of("-i", input.toString()));
    arguments.addAll(new TrackArguments(threads, h264, tones).output(order, info, gain, cut));
    arguments.add("pipe:1");
    return List.copyOf(arguments);
  }

  /**
   * Program and arguments that make nothing of {@code input}, but tell how loud it is; see {@link
   * Loudness}.
   */
  public List<String> listening(
      TranscodeSpec order, MediaInfo info, URI input, ContainerFormat container) {
    List<String> arguments = start(order, info, List.of(), input, container, null);
    BigDecimal duration = order.duration();
    if (duration != null) {
      arguments.addAll(List.of("-t", duration.toPlainString()));
    }
    MediaInfo.Audio audio = info.audio();
    arguments.addAll(List.of("-vn", "-map", audio == null ? "0:a:0" : "0:" + audio.index()));
    List<String> filters = new ArrayList<>(TrackArguments.audioFilters(info.channels(null), 0));
    filters.add("ebur128=peak=true:framelog=verbose");
    arguments.addAll(List.of("-ac", "2", "-af", String.join(",", filters)));
    arguments.addAll(List.of("-f", "null", "-"));
    return List.copyOf(arguments);
  }

  /**
   * Program and arguments that make several outputs with one decode of {@code input}, into files
   * that are there.
   *
   * @param orders at least one, all of the same speed and part of the input
   * @param files one for each order
   * @param reach as of one output
   */
  public List<String> arguments(
      List<TranscodeSpec> orders,
      List<Path> files,
      MediaInfo info,
      @Nullable Reach reach,
      URI input,
      ContainerFormat container) {
    List<String> arguments = start(orders, info, input, container, reach);
    arguments.add("-y");
    for (int i = 0; i < orders.size(); i++) {
      arguments.addAll(SourceReading.skipped(orders.get(i), reach));
      arguments.addAll(output(orders.get(i), info, 0, reach));
      arguments.add("file:" + files.get(i));
    }
    return List.copyOf(arguments);
  }

  /**
   * Program and arguments that make segments of {@code input}: fragments of the picture, one for
   * each; or fragments of sound, one for each frame of the encoder.
   *
   * @param reach as of one output
   */
  public List<String> segments(
      SegmentOrder order,
      MediaInfo info,
      @Nullable Reach reach,
      URI input,
      ContainerFormat container) {
    boolean encodesH264 = order.videoCodec() == VideoCodec.H264;
    List<String> arguments = launch.program(order.speed(), encodesH264 ? h264.device() : List.of());
    arguments.addAll(reading.options(container, info.video()));
    if (order.audioCodec() != null) {
      SegmentSounds sounds = new SegmentSounds(order, info, container);
      arguments.addAll(sounds.seek());
      arguments.addAll(List.of("-i", input.toString()));
      arguments.addAll(sounds.output());
    } else {
      SegmentPictures pictures = new SegmentPictures(order, info, reach);
      arguments.addAll(pictures.seek());
      arguments.addAll(List.of("-i", input.toString()));
      arguments.addAll(output(order, info.video(), pictures));
    }
    return List.copyOf(arguments);
  }

  private List<String> output(
      SegmentOrder order, MediaInfo.@Nullable Video video, SegmentPictures pictures) {
    VideoCodec codec = requireNonNull(order.videoCodec(), "vcodec");
    List<String> arguments = new ArrayList<>(List.of("-an", "-map_metadata", "-1"));
    arguments.addAll(List.of("-map_chapters", "-1", "-fflags", "+bitexact"));
    if (video == null) {
      return arguments;
    }
    var filters = new PictureFilters(video, order.likeness(), tones);
    arguments.addAll(List.of("-map", "0:" + video.index()));
    String upload = codec == VideoCodec.H264 ? h264.upload() : "";
    arguments.addAll(List.of("-vf", filters.moving(List.of(pictures.choice())) + upload));
    arguments.addAll(filters.tags().options());
    arguments.addAll(Encoding.picture(codec, h264, order.speed(), threads));
    arguments.addAll(Encoding.segments(codec, h264, order.videoBitRate(), threads));
    arguments.addAll(pictures.level());
    arguments.addAll(List.of("-threads", Integer.toString(threads)));
    arguments.addAll(pictures.layout());
    return arguments;
  }

  private List<String> start(
      List<TranscodeSpec> orders,
      MediaInfo info,
      URI input,
      ContainerFormat container,
      @Nullable Reach reach) {
    boolean encodesH264 =
        info.video() != null
            && orders.stream().anyMatch(each -> each.videoCodec() == VideoCodec.H264);
    List<String> device = encodesH264 ? h264.device() : List.of();
    return start(orders.get(0), info, device, input, container, reach);
  }

  private List<String> start(
      TranscodeSpec order,
      MediaInfo info,
      List<String> device,
      URI input,
      ContainerFormat container,
      @Nullable Reach reach) {
    List<String> arguments = launch.program(order.speed(), device);
    arguments.addAll(reading.input(order, info, input, container, reach));
    return arguments;
  }

  private List<String> output(
      TranscodeSpec order, MediaInfo info, double gain, @Nullable Reach reach) {
    if (order.isStoryboard()) {
      return Storyboards.output(order, info, tones);
    }
    if (order.format() == OutputFormat.VTT) {
      return List.of("-map", "0:s:" + order.track(), "-c:s", "webvtt", "-f", "webvtt");
    }
    if (order.isClip()) {
      return new ClipArguments(tones)
          .output(order, info.video(), SourceReading.before(order, reach));
    }
    if (order.isStill()) {
      return reading.still(order, info, reach).output();
    }
    return new TrackArguments(threads, h264, tones).output(order, info, gain);
  }
}
