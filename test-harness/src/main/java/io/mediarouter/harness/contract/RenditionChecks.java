package io.mediarouter.harness.contract;

import static io.mediarouter.harness.contract.Check.optional;
import static io.mediarouter.harness.contract.Check.required;
import static io.mediarouter.harness.contract.TranscoderAsked.film;

import io.mediarouter.farm.Capabilities;
import io.mediarouter.media.AudioCodec;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.Format;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.VideoCodec;
import io.mediarouter.orca.MalformedReportException;
import io.mediarouter.vertx.load.OrcaField;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The demands on renditions of a film: what they have to be, and what of them can be ordered. */
final class RenditionChecks {
  private static final double FIRST_BYTE_MILLIS = 5000;
  private static final long CUT_START = 3;
  private static final long CUT_SECONDS = 2;

  private final TranscoderAsked server;
  private final RenditionJudge judge;
  private final FormatChecks formats;
  private @Nullable Seen first;

  /**
   * @param formats is told what else is made
   */
  RenditionChecks(TranscoderAsked server, RenditionJudge judge, FormatChecks formats) {
    this.server = server;
    this.judge = judge;
    this.formats = formats;
  }

  /** Of one rendition, and of what can be ordered. */
  List<Check> checks() {
    List<Check> all = new ArrayList<>(ofOne());
    all.addAll(ofOrders());
    return all;
  }

  private List<Check> ofOne() {
    return List.of(
        required(
            "a rendition: MP4, 640x360, of 10 s of 720p",
            "nothing is made there",
            () -> judge.judge(first(), film(360), SourceMedia.SECONDS)),
        required(
            "its first byte comes within 5 s",
            "others are asked, and it counts as hung (timeouts.firstByte)",
            this::firstByte),
        optional(
            "MP4 comes in fragments while it is made",
            "viewers see nothing before all of it is made",
            this::fragments),
        optional(
            "the answer's head tells the load (" + OrcaField.NAME + ")",
            "the load is known later, or not at all",
            () -> Shared.report(first().header(OrcaField.NAME))),
        optional(
            "the answer's trailer tells the cost (request_cost.cpu_seconds)",
            "what tasks cost is guessed from their time: predictions are worse",
            this::cost));
  }

  private List<Check> ofOrders() {
    Rendition part = sound(2000, 3000);
    Rendition mute = film(VideoCodec.H264, null, 240, 0);
    Rendition slim = film(VideoCodec.H264, AudioCodec.AAC, 240, 200_000);
    return List.of(
        required(
            "start and duration: 3 s of sound",
            "parts of sources are wrong, with status 200",
            () -> judge.judge(server.make(part, EncodingSpeed.FAST), part, 3)),
        required(
            "acodec=none: no sound",
            "renditions without sound have it",
            () -> judge.judge(server.make(mute, EncodingSpeed.FAST), mute, SourceMedia.SECONDS)),
        required(
            "speed=slow is taken",
            "no batch work is done there, unless its template leaves speed out",
            () -> judge.judge(server.make(slim, EncodingSpeed.SLOW), slim, SourceMedia.SECONDS)),
        optional(
            "copies streams (vcodec=copy, acodec=copy)",
            "all is encoded: leave copy out of makes",
            this::copies),
        optional(
            "copies pieces from key frames on (vcodec=copy, start, duration)",
            "pieces are encoded, whatever a request allows: leave cut out of makes",
            this::cuts),
        optional(
            "vb: the picture's bits per second",
            "renditions are larger, or worse, than their names say",
            () ->
                RenditionJudge.rate(
                    server.make(slim, EncodingSpeed.FAST), 264_000, SourceMedia.SECONDS)),
        optional(
            "the film of an upright telephone is upright",
            "films of telephones come out lying or squashed",
            this::upright));
  }

  private static Rendition sound(long startMillis, long durationMillis) {
    return new Rendition(
        Format.M4A, null, AudioCodec.AAC, 0, 0, 0, 0, 0, 0, startMillis, durationMillis);
  }

  /** The rendition that several demands are shown on. */
  private Seen first() throws IOException {
    Seen known = first;
    if (known == null) {
      known = server.make(film(360), EncodingSpeed.FAST);
      first = known;
    }
    return known;
  }

  private CheckResult firstByte() throws IOException {
    Seen seen = first();
    return CheckResult.of(
        seen.status() == 200 && seen.firstByteMillis() < FIRST_BYTE_MILLIS,
        "%.0f ms; the last after %.0f ms".formatted(seen.firstByteMillis(), seen.totalMillis()));
  }

  private CheckResult fragments() throws IOException {
    String body = new String(first().body(), StandardCharsets.ISO_8859_1);
    int count = body.split("moof", -1).length - 1;
    return CheckResult.of(count > 1, count + " fragments");
  }

  private CheckResult cost() throws IOException {
    String trailer = first().trailers().get(OrcaField.NAME);
    if (trailer == null) {
      return CheckResult.missing("no such trailer");
    }
    try {
      double cost = OrcaField.parse(trailer).value("request_cost.cpu_seconds").orElse(0);
      return CheckResult.of(cost > 0, cost + " core-seconds");
    } catch (MalformedReportException e) {
      return CheckResult.missing(String.valueOf(e.getMessage()));
    }
  }

  /** What was copied decodes to the very pictures of the source. */
  private CheckResult copies() throws IOException {
    Rendition whole = film(720);
    Seen seen = server.copy(whole);
    CheckResult found = judge.judge(seen, whole, SourceMedia.SECONDS);
    if (found.verdict() == CheckResult.Verdict.HOLDS) {
      found = judge.samePictures(seen, server.media().filmBytes());
    }
    if (found.verdict() == CheckResult.Verdict.HOLDS) {
      formats.makes(Capabilities.COPY);
    }
    return found;
  }

  /** A piece is all there, and begins not much earlier than it has to. */
  private CheckResult cuts() throws IOException {
    if (!formats.isMade(Capabilities.COPY)) {
      return CheckResult.missing("no streams are copied");
    }
    Rendition piece =
        new Rendition(
            Format.MP4,
            VideoCodec.H264,
            AudioCodec.AAC,
            1280,
            720,
            0,
            0,
            0,
            0,
            CUT_START * 1000,
            CUT_SECONDS * 1000);
    CheckResult found =
        judge.lasts(
            server.copy(piece), CUT_SECONDS, CUT_START + CUT_SECONDS + SourceMedia.SECONDS / 10);
    if (found.verdict() == CheckResult.Verdict.HOLDS) {
      formats.makes(Capabilities.CUT);
    }
    return found;
  }

  private CheckResult upright() throws IOException {
    Rendition ordered =
        new Rendition(Format.MP4, VideoCodec.H264, null, 180, 320, 0, 0, 0, 0, 0, 0);
    return server
        .media()
        .withPhone(phone -> judge.redAboveBlue(server.make(phone, ordered), ordered));
  }
}
