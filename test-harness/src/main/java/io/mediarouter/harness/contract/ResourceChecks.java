package io.mediarouter.harness.contract;

import static io.mediarouter.harness.contract.Check.optional;

import io.mediarouter.farm.Capabilities;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.Rendition;
import io.mediarouter.vertx.config.servers.TranscodingResources;
import io.mediarouter.vertx.farm.ManyOrder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The demands on what a transcoding server has besides renditions: probe, load, many, segments. */
final class ResourceChecks {
  private final TranscoderAsked server;
  private final RenditionJudge judge;
  private final FormatChecks formats;
  private final List<String> settings = new ArrayList<>();

  /**
   * @param formats is told what else is made
   */
  ResourceChecks(TranscoderAsked server, RenditionJudge judge, FormatChecks formats) {
    this.server = server;
    this.judge = judge;
    this.formats = formats;
  }

  /** What is not the default in the configuration of the server, as far as it was checked. */
  List<String> settings() {
    return List.copyOf(settings);
  }

  List<Check> checks() {
    return List.of(
        optional(
            "probe: what is in a source",
            "with no probe at all, sizes, lengths and codecs of sources are unknown",
            () -> ifMissing("probe: off", ProbeCheck.of(server.probe(server.media().film())))),
        optional(
            "probe: the size is the displayed one",
            "renditions of such films get a wrong shape",
            () -> server.media().withPhone(phone -> ProbeCheck.upright(server.probe(phone)))),
        optional(
            "probe: what is no media is refused with a 4xx",
            "up to three servers are asked, and it is tried again each time",
            () -> TranscodingContract.refusal(server.probe(server.media().text()), 400, 499)),
        optional(
            Shared.LOAD,
            Shared.LOAD_COST,
            () ->
                ifMissing(
                    "load: off",
                    Shared.load(server.client(), server.uris().load().orElse("load")))),
        optional(
            "many: two renditions with one decode",
            "each is made alone, with a decode of its own",
            this::many),
        optional(
            "segments: pictures of two runs fit",
            "streams are made by other servers",
            () -> ofSegments(check -> check.pictures(SourceMedia.SECONDS))),
        optional(
            "segments: sound of two runs fits",
            "streams are made by other servers",
            () -> ofSegments(check -> check.sound(SourceMedia.SECONDS))),
        optional(
            "segments: 5.1 of two runs fits (channels=6)",
            "sound in 5.1 is made by other servers: leave surround out of makes",
            this::surround));
  }

  private CheckResult surround() throws IOException {
    CheckResult found = ofSegments(check -> check.surround(SourceMedia.SECONDS));
    if (found.verdict() == CheckResult.Verdict.HOLDS) {
      formats.makes(Capabilities.SURROUND);
    }
    return found;
  }

  private interface OfRuns {
    CheckResult of(SegmentsCheck check) throws IOException;
  }

  private CheckResult ofSegments(OfRuns runs) throws IOException {
    CheckResult found = runs.of(new SegmentsCheck(server::segments));
    String setting = "segments: \"" + TranscodingResources.DEFAULT_SEGMENTS + "\"";
    if (found.verdict() == CheckResult.Verdict.HOLDS && !settings.contains(setting)) {
      settings.add(setting);
    }
    return found;
  }

  private CheckResult ifMissing(String setting, CheckResult found) {
    if (found.verdict() == CheckResult.Verdict.MISSING) {
      settings.add(setting);
    }
    return found;
  }

  private CheckResult many() throws IOException {
    String uri = server.uris().many().orElseThrow(() -> new IOException("none is configured"));
    List<Rendition> two = List.of(TranscoderAsked.film(360), TranscoderAsked.film(240));
    String order =
        ManyOrder.of(server.media().film(), two, EncodingSpeed.FAST, server.id()).encode();
    Seen answer = server.client().post(uri, order);
    if (answer.status() != 200) {
      return CheckResult.missing(answer.words());
    }
    List<byte[]> parts = Parts.of(answer);
    if (parts.size() != two.size()) {
      return CheckResult.missing(parts.size() + " parts of " + two.size());
    }
    CheckResult larger = judge.judge(parts.get(0), two.get(0), SourceMedia.SECONDS);
    CheckResult smaller = judge.judge(parts.get(1), two.get(1), SourceMedia.SECONDS);
    boolean both = larger.verdict() == smaller.verdict();
    if (both && larger.verdict() == CheckResult.Verdict.HOLDS) {
      settings.add("many: \"" + uri + "\"");
    }
    return larger.verdict() == CheckResult.Verdict.HOLDS ? smaller : larger;
  }
}
