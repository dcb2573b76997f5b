package io.mediarouter.harness.ffmpeg;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks ffprobe for the properties of media. Thread-safe. */
public final class MediaProbe {
  private static final int TIMEOUT_SECONDS = 30;

  /** Exit codes from this on are numbers of signals, as the JDK reports them. */
  private static final int ENDED_BY_SIGNAL = 129;

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
    command.addAll(List.of("-show_format", "-show_streams", "-of", "json", "-i", input.toString()));
    ToolRun run = ToolRun.quietly(command, TIMEOUT_SECONDS);
    if (run.exitCode() < 0 || run.exitCode() >= ENDED_BY_SIGNAL) {
      throw new ProbeEndedException(run.exitCode() < 0);
    }
    if (run.exitCode() != 0) {
      throw new IOException("ffprobe cannot read the source (exit code " + run.exitCode() + ")");
    }
    MediaInfo info = info(JSON.readTree(run.output()), run.errors(), container, sizeBytes);
    return fields.find(info, input, container).map(info::withFieldOrder).orElse(info);
  }

  static MediaInfo info(
      JsonNode root, String warnings, ContainerFormat container, @Nullable Long sizeBytes) {
    JsonNode format = root.path("format");
    var tracks = new Tracks(root.path("streams"));
    return new MediaInfo(
        container.label(),
        container.isStill() ? null : decimal(format.path("duration")),
        Lengths.of(root, warnings, tracks.video(), tracks.audio()),
        sizeBytes,
        container.isStill() ? null : whole(format.path("bit_rate")),
        tracks.video().map(stream -> VideoReport.read(stream, container.isStill())).orElse(null),
        tracks.audio().map(MediaProbe::audio).orElse(null),
        tracks.cover().map(stream -> VideoReport.read(stream, true)).orElse(null),
        seconds(format.path("start_time")));
  }

  private static double seconds(JsonNode node) {
    return node.asText().matches("-?[0-9]{1,9}(\\.[0-9]+)?")
        ? Double.parseDouble(node.asText())
        : 0;
  }

  private static MediaInfo.Audio audio(JsonNode stream) {
    return new MediaInfo.Audio(
        stream.path("index").asInt(),
        stream.path("codec_name").asText("unknown"),
        stream.path("channels").asInt(),
        stream.path("sample_rate").asInt(),
        whole(stream.path("bit_rate")));
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
