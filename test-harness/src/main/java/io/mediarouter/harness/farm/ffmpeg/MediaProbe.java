package io.mediarouter.harness.farm.ffmpeg;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Asks ffprobe for the properties of media. Thread-safe. */
public final class MediaProbe {
  private static final int TIMEOUT_SECONDS = 30;

  /** Of one frame. */
  private static final double AAC_SAMPLES = 1024;

  /** Exit codes from this on are numbers of signals, as the JDK reports them. */
  private static final int ENDED_BY_SIGNAL = 129;

  private static final String MAX_STILL_PIXELS = Integer.toString(SourceReading.MAX_STILL_PIXELS);

  private static final Pattern SECONDS = Pattern.compile("-?[0-9]{1,9}(\\.[0-9]+)?");

  /** What time stamps are rounded to, at most, seconds. */
  private static final BigDecimal TICK = new BigDecimal("0.001");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Ffmpeg tools;
  private final FieldDetection fields;

  public MediaProbe(Ffmpeg tools) {
    this.tools = tools;
    this.fields = new FieldDetection(tools);
  }

  /**
   * The properties of what {@code input} delivers.
   *
   * @param input an http address that is safe to open
   * @param sizeBytes length of the source if known
   * @throws ProbeEndedException if it took longer than 30 s or was ended
   * @throws IOException if it cannot be read as {@code container} or takes longer than 30 s
   */
  public MediaInfo probe(URI input, ContainerFormat container, @Nullable Long sizeBytes)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(tools.ffprobe().toString(), "-v", "warning"));
    command.addAll(SafeInput.options(container));
    if (container == ContainerFormat.JPEG) {
      // How a photograph is turned stands with its frame.
      command.addAll(List.of("-show_frames", "-max_pixels", MAX_STILL_PIXELS));
    }
    if (container.isMovie()) {
      // Whether they are encrypted stands with packets.
      command.addAll(List.of("-show_entries", "packet=stream_index:packet_side_data"));
      command.addAll(List.of("-read_intervals", "%+#8"));
    }
    command.addAll(List.of("-show_format", "-show_streams", "-of", "json", "-i", input.toString()));
    ToolRun run = ToolRun.quietly(command, TIMEOUT_SECONDS);
    if (run.exitCode() < 0 || run.exitCode() >= ENDED_BY_SIGNAL) {
      throw new ProbeEndedException(run.exitCode() < 0);
    }
    if (run.exitCode() != 0) {
      throw new IOException("ffprobe cannot read the source (exit code " + run.exitCode() + ")");
    }
    MediaInfo info = info(JSON.readTree(run.output()), run.errors(), container, sizeBytes);
    if (info.video() == null && info.audio() == null && info.cover() == null) {
      throw new IOException(
          "no picture or sound in the source can be decoded (" + container.label() + ")");
    }
    return fields.find(info, input, container).map(info::withFieldOrder).orElse(info);
  }

  /**
   * From how far before {@code time} a source has to be read so that pictures can be decoded by
   * then.
   *
   * @param input as of {@link #probe}
   * @throws IOException if it cannot be read
   */
  public Reach reach(URI input, ContainerFormat container, MediaInfo info, BigDecimal time)
      throws IOException {
    for (Reach each : List.of(Reach.NEAR, Reach.FAR)) {
      if (each.isAll(time) || hasKeyFrame(input, container, info, each.from(time), time)) {
        return each;
      }
    }
    return Reach.ALL;
  }

  /**
   * The last key frame at or before {@code time}; empty if none is that early, or within two
   * minutes of a container that does not lead to key frames.
   *
   * @param input as of {@link #probe}
   * @throws IOException if it cannot be read
   */
  public Optional<KeyFrame> keyFrame(
      URI input, ContainerFormat container, MediaInfo info, BigDecimal time) throws IOException {
    BigDecimal end = time.add(TICK);
    for (BigDecimal from : List.of(time, Reach.NEAR.from(time), Reach.FAR.from(time))) {
      Optional<KeyFrame> last =
          keyFrames(input, container, info, from, end).reduce((one, other) -> other);
      if (last.isPresent()) {
        return last;
      }
    }
    return Optional.empty();
  }

  private boolean hasKeyFrame(
      URI input, ContainerFormat container, MediaInfo info, BigDecimal from, BigDecimal to)
      throws IOException {
    return keyFrames(input, container, info, from, to).findAny().isPresent();
  }

  private Stream<KeyFrame> keyFrames(
      URI input, ContainerFormat container, MediaInfo info, BigDecimal from, BigDecimal to)
      throws IOException {
    BigDecimal first = BigDecimal.valueOf(info.startSeconds());
    BigDecimal last = first.add(to);
    MediaInfo.Video video = info.video();
    List<String> command = new ArrayList<>(List.of(tools.ffprobe().toString(), "-v", "error"));
    command.addAll(SafeInput.options(container));
    command.addAll(List.of("-select_streams", "" + (video == null ? "v:0" : video.index())));
    command.addAll(List.of("-show_entries", "packet=pts_time,dts_time,flags", "-of", "csv=p=0"));
    command.addAll(List.of("-read_intervals", plain(first.add(from)) + "%" + plain(last)));
    command.addAll(List.of("-i", input.toString()));
    ToolRun run = ToolRun.quietly(command, TIMEOUT_SECONDS);
    if (run.exitCode() != 0) {
      throw new ProbeEndedException(run.exitCode() < 0);
    }
    return run.output()
        .lines()
        .flatMap(line -> keyFrame(line, info).stream())
        .filter(each -> each.shown() <= to.doubleValue());
  }

  private static String plain(BigDecimal seconds) {
    return seconds.setScale(3, RoundingMode.HALF_UP).toPlainString();
  }

  private static Optional<KeyFrame> keyFrame(String line, MediaInfo info) {
    String[] told = line.split(",", -1);
    return told.length > 2 && told[2].startsWith("K") && SECONDS.matcher(told[0]).matches()
        ? Optional.of(new KeyFrame(after(told[0], info), decoded(told[1], info)))
        : Optional.empty();
  }

  private static @Nullable Double decoded(String told, MediaInfo info) {
    return SECONDS.matcher(told).matches() ? after(told, info) : null;
  }

  private static Double after(String told, MediaInfo info) {
    return Double.parseDouble(told) - info.startSeconds();
  }

  static MediaInfo info(
      JsonNode root, String warnings, ContainerFormat container, @Nullable Long sizeBytes) {
    JsonNode format = root.path("format");
    var tracks = new Tracks(root.path("streams"));
    JsonNode frame = root.path("frames").path(0);
    return new MediaInfo(
        container.label(),
        container.isStill() ? null : decimal(format.path("duration")),
        Lengths.of(root, warnings, tracks.video(), tracks.audio()),
        sizeBytes,
        container.isStill() ? null : whole(format.path("bit_rate")),
        tracks
            .video()
            .map(stream -> VideoReport.read(stream, frame, container.isStill()))
            .map(video -> container.isStill() ? video : video.orAtMost(rest(format, tracks)))
            .orElse(null),
        tracks.audio().map(MediaProbe::audio).orElse(null),
        tracks.cover().map(stream -> VideoReport.read(stream, frame, true)).orElse(null),
        tracks.sounds(),
        tracks.subtitles(),
        seconds(format.path("start_time")),
        layout(root, container));
  }

  private static MediaInfo.Layout layout(JsonNode root, ContainerFormat container) {
    boolean moving = container.isMovie();
    boolean indexed =
        StreamSupport.stream(root.path("streams").spliterator(), false)
            .anyMatch(stream -> whole(stream.path("nb_frames")) != null);
    boolean encrypted =
        root.path("packets").findValuesAsText("side_data_type").contains("Encryption info");
    return new MediaInfo.Layout(moving && !indexed, encrypted);
  }

  /** The rate that is left for the picture beside the sound. */
  private static @Nullable Long rest(JsonNode format, Tracks tracks) {
    Long all = whole(format.path("bit_rate"));
    long sound = tracks.audio().map(stream -> stream.path("bit_rate").asLong(0)).orElse(0L);
    return all == null ? null : Long.valueOf(all - sound);
  }

  private static double seconds(JsonNode node) {
    return SECONDS.matcher(node.asText()).matches() ? Double.parseDouble(node.asText()) : 0;
  }

  private static MediaInfo.Audio audio(JsonNode stream) {
    return new MediaInfo.Audio(
        stream.path("index").asInt(),
        stream.path("codec_name").asText("unknown"),
        stream.path("channels").asInt(),
        stream.path("sample_rate").asInt(),
        whole(stream.path("bit_rate")),
        stream.path("profile").isTextual() ? stream.path("profile").asText() : null,
        isEdited(stream));
  }

  private static boolean isEdited(JsonNode stream) {
    double rate = stream.path("sample_rate").asDouble();
    return stream.path("codec_name").asText().equals("aac")
        && rate > 0
        && Edits.hides(stream, AAC_SAMPLES / rate);
  }

  private static @Nullable Double decimal(JsonNode node) {
    return node.asText().matches("[0-9]+(\\.[0-9]+)?") ? Double.valueOf(node.asText()) : null;
  }

  static @Nullable Long whole(JsonNode node) {
    return node.asText().matches("[0-9]{1,18}") ? Long.valueOf(node.asText()) : null;
  }

  static @Nullable Double ratio(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length != 2 || !text.matches("[0-9]{1,9}/[0-9]{1,9}") || parts[1].matches("0+")) {
      return null;
    }
    return Double.parseDouble(parts[0]) / Double.parseDouble(parts[1]);
  }
}
