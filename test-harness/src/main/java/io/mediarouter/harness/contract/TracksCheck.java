package io.mediarouter.harness.contract;

import static io.mediarouter.harness.contract.Check.optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediarouter.media.AudioCodec;
import io.mediarouter.media.Fit;
import io.mediarouter.media.Format;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.Treatment;
import io.mediarouter.stream.Subtitles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The demands on who is to make streams in several languages, with subtitles. */
final class TracksCheck {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String COST = "streams have one language, and no subtitles";
  private static final int OK = 200;

  /** Silence takes next to no bits. */
  private static final int LOUDER = 3;

  private final TranscoderAsked server;
  private final String source;

  TracksCheck(TranscoderAsked server) {
    this.server = server;
    this.source = server.media().languages();
  }

  List<Check> checks() {
    return List.of(
        optional("probe: all tracks of sound and of subtitles", COST, this::told),
        optional("track: the second track of sound", COST, this::second),
        optional("format=vtt: subtitles as WebVTT", COST, this::subtitles));
  }

  private CheckResult told() throws IOException {
    Seen answer = server.probe(source);
    if (answer.status() != OK) {
      return CheckResult.missing(answer.words());
    }
    JsonNode told = JSON.readTree(answer.body());
    int sounds = told.path("sounds").size();
    int subtitles = told.path("subtitles").size();
    String language = told.path("sounds").path(1).path("language").asText("?");
    return CheckResult.of(
        sounds == 2 && subtitles == 1 && language.startsWith("de"),
        sounds + " of sound, the second in " + language + "; " + subtitles + " of subtitles");
  }

  private CheckResult second() throws IOException {
    Seen silent = server.make(source, sound(1));
    Seen loud = server.make(source, sound(2));
    if (silent.status() != OK || loud.status() != OK) {
      return CheckResult.missing((silent.status() == OK ? loud : silent).words());
    }
    return CheckResult.of(
        loud.body().length > LOUDER * silent.body().length,
        silent.body().length + " bytes of silence, " + loud.body().length + " of a tone");
  }

  private static Rendition sound(int track) {
    return new Rendition(
        Format.M4A,
        null,
        AudioCodec.AAC,
        0,
        0,
        Fit.INSIDE,
        0,
        0,
        0,
        0,
        0,
        0,
        Treatment.ofTrack(track));
  }

  private CheckResult subtitles() throws IOException {
    Rendition text = new Subtitles("text", 0, "", "Text", false).rendition();
    Seen answer = server.make(source, text);
    if (answer.status() != OK) {
      return CheckResult.missing(answer.words());
    }
    String told = new String(answer.body(), StandardCharsets.UTF_8);
    return CheckResult.of(
        told.startsWith("WEBVTT") && told.contains("00:01.0") && told.contains(SourceMedia.LINE),
        told.lines().limit(1).findFirst().orElse("nothing"));
  }
}
