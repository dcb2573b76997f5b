package io.mediarouter.harness.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The reader of what a server's probe says of the film. */
final class ProbeCheck {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double OFF_SECONDS = 0.5;

  private ProbeCheck() {}

  static CheckResult of(Seen answer) throws IOException {
    if (answer.status() != 200) {
      return CheckResult.missing(answer.words());
    }
    JsonNode told = JSON.readTree(answer.body());
    List<String> wrong = new ArrayList<>();
    if (Math.abs(told.path("duration_seconds").asDouble() - SourceMedia.SECONDS) > OFF_SECONDS) {
      wrong.add("duration_seconds");
    }
    expect(told, "/video/codec", "h264", wrong);
    expectSize(told.path("video"), wrong);
    expect(told, "/audio/codec", "aac", wrong);
    return CheckResult.of(
        wrong.isEmpty(),
        wrong.isEmpty() ? "right" : "missing or wrong: " + String.join(", ", wrong));
  }

  private static void expect(JsonNode told, String pointer, String value, List<String> wrong) {
    if (!told.at(pointer).asText().equals(value)) {
      wrong.add(pointer.substring(1).replace('/', '.'));
    }
  }

  private static void expectSize(JsonNode video, List<String> wrong) {
    String coded = video.has("width") ? "" : "coded_";
    boolean right =
        video.path(coded + "width").asInt() == SourceMedia.WIDTH
            && video.path(coded + "height").asInt() == SourceMedia.HEIGHT;
    if (!right) {
      wrong.add("video.width, video.height");
    }
  }

  /** Whether a film that is coded lying is told to stand. */
  static CheckResult upright(Seen answer) throws IOException {
    if (answer.status() != 200) {
      return CheckResult.missing(answer.words());
    }
    JsonNode video = JSON.readTree(answer.body()).path("video");
    boolean displayed = video.path("width").asInt() == 360 && video.path("height").asInt() == 640;
    boolean coded =
        video.path("coded_width").asInt() == 640 && video.path("rotation").asInt() % 180 != 0;
    return CheckResult.of(
        displayed || (coded && !video.has("width")),
        video.path("width").asText("?") + "x" + video.path("height").asText("?"));
  }
}
