package io.mediarouter.vertx.source;

import io.mediarouter.media.AudioStream;
import io.mediarouter.media.Extent;
import io.mediarouter.media.SourceProperties;
import io.mediarouter.media.SourceTrack;
import io.mediarouter.media.SourceTracks;
import io.mediarouter.request.Problem;
import io.mediarouter.request.ProblemException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The reader of what a transcoding server tells of a source (JSON), with what its origin tells
 * (headers).
 */
final class ProbeReport {
  /** More than any film has, and few enough for each playlist to tell them all. */
  private static final int MOST_TRACKS = 50;

  private ProbeReport() {}

  /**
   * The properties in {@code json}; what is missing there is taken as unknown.
   *
   * @throws ProblemException if nothing can be made of the source, because it is encrypted
   */
  static SourceProperties read(Buffer json, FoundSource source) {
    JsonObject report = new JsonObject(json);
    if (CodecReport.isTrue(report, "encrypted")) {
      throw new ProblemException(encrypted(source));
    }
    return new SourceProperties(
        source.version(),
        report.getString("container", ""),
        source.contentType(),
        source.bytes(),
        seconds(report, "duration_seconds"),
        PictureReport.read(report.getJsonObject("video")),
        audio(report.getJsonObject("audio")),
        PictureReport.read(report.getJsonObject("cover")),
        new Extent(
            Boolean.TRUE.equals(report.getValue("duration_estimated")),
            seconds(report, "video_seconds"),
            seconds(report, "audio_seconds")),
        new SourceTracks(tracks(report, "sounds"), tracks(report, "subtitles")),
        List.of(),
        CodecReport.isUnwieldy(report));
  }

  private static Problem encrypted(FoundSource source) {
    return Problem.of(
        422,
        "Encrypted source",
        source.asset()
            + " is encrypted: only who has its keys can play it or make anything of it.");
  }

  private static List<SourceTrack> tracks(JsonObject report, String name) {
    List<SourceTrack> tracks = new ArrayList<>();
    if (report.getValue(name) instanceof JsonArray told) {
      for (Object each : told) {
        if (each instanceof JsonObject track && tracks.size() < MOST_TRACKS) {
          tracks.add(track(track, tracks.size()));
        }
      }
    }
    return tracks;
  }

  private static SourceTrack track(JsonObject told, int place) {
    int number = told.containsKey("track") ? (int) positive(told, "track") : place;
    return new SourceTrack(
        number,
        told.getString("codec", ""),
        told.getString("language", ""),
        told.getString("title", ""),
        Boolean.TRUE.equals(told.getValue("default")),
        Boolean.TRUE.equals(told.getValue("forced")));
  }

  /** What is known of a source that no server probes. */
  static SourceProperties unprobed(FoundSource source) {
    return SourceProperties.of(
        source.version(), "", source.contentType(), source.bytes(), Duration.ZERO, null, null);
  }

  private static @Nullable AudioStream audio(@Nullable JsonObject audio) {
    if (audio == null) {
      return null;
    }
    return new AudioStream(
        audio.getString("codec", ""),
        (int) Math.max(1, positive(audio, "channels")),
        (int) positive(audio, "sample_rate"),
        (long) positive(audio, "bit_rate"),
        CodecReport.isRareSound(audio));
  }

  private static Duration seconds(JsonObject from, String name) {
    return Duration.ofMillis(Math.round(1000 * positive(from, name)));
  }

  /** A number in a report; 0 where there is none, or one below. */
  static double positive(JsonObject from, String name) {
    return from.getValue(name) instanceof Number number ? Math.max(0, number.doubleValue()) : 0;
  }
}
