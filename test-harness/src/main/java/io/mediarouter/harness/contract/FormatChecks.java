package io.mediarouter.harness.contract;

import static io.mediarouter.harness.contract.Check.optional;

import io.mediarouter.farm.Capabilities;
import io.mediarouter.media.AudioCodec;
import io.mediarouter.media.Fit;
import io.mediarouter.media.Format;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.Treatment;
import io.mediarouter.media.VideoCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The demands of which each server may meet some: formats, codecs and treatments that it makes. */
final class FormatChecks {
  private static final int TILES = 10;
  private static final int LOUDNESS = -16;

  private final RenditionJudge judge;
  private final Server server;
  private final Set<String> makes = new LinkedHashSet<>();
  private final Set<String> lacks = new LinkedHashSet<>();

  /** The server that is looked at. */
  interface Server {
    Seen make(Rendition rendition) throws IOException;
  }

  FormatChecks(RenditionJudge judge, Server server) {
    this.judge = judge;
    this.server = server;
  }

  /** Notes that it makes that. */
  void makes(String token) {
    makes.add(token);
  }

  /** Whether it was seen to make that. */
  boolean isMade(String token) {
    return makes.contains(token);
  }

  /** What its configuration has to say; empty where it makes all. */
  Optional<String> setting() {
    lacks.removeAll(makes);
    if (!lacks.isEmpty() && !makes.isEmpty()) {
      return Optional.of("makes: [" + String.join(", ", makes) + "]");
    }
    List<String> more =
        Stream.of(Capabilities.COPY, Capabilities.CUT, Capabilities.SURROUND)
            .filter(makes::contains)
            .toList();
    return more.isEmpty()
        ? Optional.empty()
        : Optional.of("makes: [" + String.join(", ", more) + "]");
  }

  /** A demand for each format and codec, and for each treatment. */
  List<Check> checks() {
    List<Check> all = new ArrayList<>();
    for (Format each : Format.values()) {
      if (each == Format.M4S) {
        continue;
      }
      if (each.videoCodecs().isEmpty() && each != Format.VTT) {
        all.add(format(each, null));
      }
      each.videoCodecs().forEach(codec -> all.add(format(each, codec)));
    }
    all.addAll(ofTreatments());
    return all;
  }

  private List<Check> ofTreatments() {
    Rendition clip = new Rendition(Format.WEBP, null, null, 320, 180, 0, 0, 0, 0, 0, 2000);
    Rendition board = treated(Format.JPEG, null, 160, 90, new Treatment(0, 1000, TILES));
    Rendition level = treated(Format.M4A, AudioCodec.AAC, 0, 0, new Treatment(LOUDNESS, 0, 0));
    return List.of(
        optional(
            "makes webp that moves (webp with a duration)",
            "no previews as WebP: ask for gif",
            () -> RenditionJudge.moves(server.make(clip))),
        optional(
            "makes storyboards (every, tiles)",
            "no pictures beside the seek bar",
            () -> judge.size(server.make(board), 160 * TILES, 90)),
        optional(
            "levels sound (loudness=-16)",
            "sound that is ordered so is as loud as before",
            () -> judge.loudness(server.make(level), LOUDNESS)));
  }

  private static Rendition treated(
      Format format, @Nullable AudioCodec audio, int width, int height, Treatment treatment) {
    return new Rendition(
        format, null, audio, width, height, Fit.INSIDE, 0, 0, 0, 0, 0, 0, treatment);
  }

  private Check format(Format format, @Nullable VideoCodec video) {
    AudioCodec audio = format.audioCodecs().stream().findFirst().orElse(null);
    Rendition ordered =
        format.isStill()
            ? picture(format)
            : new Rendition(
                format,
                video,
                audio,
                video == null ? 0 : 320,
                video == null ? 0 : 180,
                0,
                0,
                0,
                0,
                0,
                2000);
    String name = format.token() + (video == null ? "" : " with " + video.token());
    return optional(
        "makes " + name, "others have to make it: leave it out of makes", () -> made(ordered));
  }

  private static Rendition picture(Format format) {
    if (format == Format.GIF) {
      return new Rendition(format, null, null, 320, 180, 0, 0, 0, 0, 0, 2000);
    }
    return new Rendition(format, null, null, 320, 180, 0, 0, 0, 3000, 0, 0);
  }

  private CheckResult made(Rendition ordered) throws IOException {
    VideoCodec video = ordered.videoCodec();
    AudioCodec audio = ordered.audioCodec();
    List<String> tokens = new ArrayList<>(List.of(ordered.format().token()));
    tokens.addAll(video == null ? List.of() : List.of(video.token()));
    CheckResult found = lacks(ordered, tokens);
    if (found.verdict() == CheckResult.Verdict.HOLDS) {
      makes.addAll(tokens);
      makes.addAll(audio == null ? List.of() : List.of(audio.token()));
    }
    return found;
  }

  private CheckResult lacks(Rendition ordered, List<String> tokens) throws IOException {
    lacks.addAll(tokens);
    return judge.judge(server.make(ordered), ordered, 2);
  }
}
