package io.mediarouter.harness.ffmpeg;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Asks ffprobe for the properties of media. Thread-safe. */
public final class MediaProbe {
  private static final int TIMEOUT_SECONDS = 30;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Ffmpeg tools;

  public MediaProbe(Ffmpeg tools) {
    this.tools = tools;
  }

  /**
   * The properties of what {@code input} delivers.
   *
   * @param input an http address that is safe to open
   * @param sizeBytes length of the source if known
   * @throws IOException if it cannot be read as {@code container} or takes longer than 30 s
   */
  public MediaInfo probe(URI input, ContainerFormat container, @Nullable Long sizeBytes)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(tools.ffprobe().toString(), "-v", "warning"));
    command.addAll(SafeInput.options(container));
    command.addAll(List.of("-show_format", "-show_streams", "-of", "json", "-i", input.toString()));
    ToolRun run = ToolRun.quietly(command, TIMEOUT_SECONDS);
    if (run.exitCode() != 0) {
      throw new IOException("ffprobe cannot read the source (exit code " + run.exitCode() + ")");
    }
    return info(JSON.readTree(run.output()), run.errors(), container, sizeBytes);
  }

  static MediaInfo info(
      JsonNode root, String warnings, ContainerFormat container, @Nullable Long sizeBytes) {
    JsonNode format = root.path("format");
    JsonNode video = first(root.path("streams"), "video");
    JsonNode audio = first(root.path("streams"), "audio");
    return new MediaInfo(
        container.label(),
        container.isStill() ? null : decimal(format.path("duration")),
        Lengths.of(root, warnings, video, audio),
        sizeBytes,
        container.isStill() ? null : whole(format.path("bit_rate")),
        video.isMissingNode() ? null : video(video, container.isStill()),
        audio.isMissingNode() ? null : audio(audio));
  }

  private static JsonNode first(JsonNode streams, String kind) {
    return StreamSupport.stream(streams.spliterator(), false)
        .filter(stream -> stream.path("codec_type").asText().equals(kind))
        .findFirst()
        .orElse(MissingNode.getInstance());
  }

  private static MediaInfo.Video video(JsonNode stream, boolean still) {
    return new MediaInfo.Video(
        stream.path("codec_name").asText("unknown"),
        stream.path("width").asInt(),
        stream.path("height").asInt(),
        still ? null : ratio(stream.path("avg_frame_rate").asText()),
        whole(stream.path("bit_rate")),
        stream.path("pix_fmt").asText(null));
  }

  private static MediaInfo.Audio audio(JsonNode stream) {
    return new MediaInfo.Audio(
        stream.path("codec_name").asText("unknown"),
        stream.path("channels").asInt(),
        stream.path("sample_rate").asInt(),
        whole(stream.path("bit_rate")));
  }

  private static @Nullable Double decimal(JsonNode node) {
    return node.asText().matches("[0-9]+(\\.[0-9]+)?") ? Double.valueOf(node.asText()) : null;
  }

  private static @Nullable Long whole(JsonNode node) {
    return node.asText().matches("[0-9]{1,18}") ? Long.valueOf(node.asText()) : null;
  }

  private static @Nullable Double ratio(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length != 2 || !text.matches("[0-9]{1,9}/[0-9]{1,9}") || parts[1].matches("0+")) {
      return null;
    }
    return Double.parseDouble(parts[0]) / Double.parseDouble(parts[1]);
  }
}
