package io.mediarouter.harness.farm.media;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediarouter.harness.farm.ffmpeg.Ffmpeg;
import io.mediarouter.harness.farm.ffmpeg.ToolRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Looks at media files with ffprobe and decodes them: are they what they should be? Thread-safe.
 */
public final class MediaCheck {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Ffmpeg tools;

  public MediaCheck(Ffmpeg tools) {
    this.tools = tools;
  }

  /**
   * What was found in a file.
   *
   * @param durationSeconds from the first to the end of the last packet, whatever the container
   *     claims
   * @param videoCodec such as {@code h264}; null: no video
   * @param audioCodec such as {@code aac}; null: no sound
   * @param width pixels, 0 without video
   * @param height pixels, 0 without video
   * @param complaints what the decoder complained about; empty: decodes without error
   */
  public record Findings(
      double durationSeconds,
      @Nullable String videoCodec,
      @Nullable String audioCodec,
      int width,
      int height,
      String complaints) {
    /** Whether every packet decodes without a complaint. */
    public boolean decodes() {
      return complaints.isEmpty();
    }
  }

  /**
   * Checks media in memory.
   *
   * @throws IOException if ffprobe cannot be run or finds no media
   */
  public Findings check(byte[] media) throws IOException {
    Path file = Files.createTempFile("media-check", ".bin");
    try {
      Files.write(file, media);
      return check(file);
    } finally {
      Files.delete(file);
    }
  }

  /**
   * Checks a file.
   *
   * @throws IOException if ffprobe cannot be run or finds no media
   */
  public Findings check(Path file) throws IOException {
    JsonNode found = JSON.readTree(probe(file));
    JsonNode video = first(found, "video");
    JsonNode audio = first(found, "audio");
    return new Findings(
        duration(found.path("packets")),
        video.path("codec_name").asText(null),
        audio.path("codec_name").asText(null),
        video.path("width").asInt(),
        video.path("height").asInt(),
        decode(file));
  }

  /**
   * A hash of all decoded pictures: what is stored has the media of what was streamed in another
   * container.
   *
   * @throws IOException if ffmpeg cannot be run or finds no pictures
   */
  public String pictures(byte[] media) throws IOException {
    Path file = Files.createTempFile("media-check", ".bin");
    try {
      Files.write(file, media);
      List<String> command =
          List.of(
              tools.ffmpeg().toString(),
              "-nostdin",
              "-v",
              "error",
              "-i",
              file.toString(),
              "-map",
              "v",
              "-f",
              "streamhash",
              "-hash",
              "md5",
              "-");
      return ToolRun.of(command).requireSuccess("decoding " + file.getFileName());
    } finally {
      Files.delete(file);
    }
  }

  private String probe(Path file) throws IOException {
    String entries = "stream=codec_type,codec_name,width,height:packet=pts_time,duration_time";
    List<String> command =
        List.of(
            tools.ffprobe().toString(),
            "-v",
            "quiet",
            "-show_entries",
            entries,
            "-of",
            "json",
            file.toString());
    return ToolRun.of(command).requireSuccess("probing " + file.getFileName());
  }

  private static JsonNode first(JsonNode found, String kind) {
    return StreamSupport.stream(found.path("streams").spliterator(), false)
        .filter(stream -> stream.path("codec_type").asText().equals(kind))
        .findFirst()
        .orElse(found.path("none"));
  }

  private static double duration(JsonNode packets) {
    double start = Double.POSITIVE_INFINITY;
    double end = 0;
    for (JsonNode packet : packets) {
      double at = packet.path("pts_time").asDouble();
      start = Math.min(start, at);
      end = Math.max(end, at + packet.path("duration_time").asDouble());
    }
    return packets.isEmpty() ? 0 : end - Math.max(0, start);
  }

  private String decode(Path file) throws IOException {
    List<String> command =
        List.of(
            tools.ffmpeg().toString(),
            "-nostdin",
            "-v",
            "error",
            "-xerror",
            "-i",
            file.toString(),
            "-f",
            "null",
            "-");
    ToolRun run = ToolRun.of(command);
    return run.exitCode() == 0 ? run.output() : run.output() + "exit code " + run.exitCode();
  }
}
