package io.mediarouter.harness.contract;

import static io.mediarouter.harness.contract.Check.optional;
import static io.mediarouter.harness.contract.Check.required;

import io.mediarouter.farm.Capabilities;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.harness.farm.ffmpeg.Ffmpeg;
import io.mediarouter.media.AudioCodec;
import io.mediarouter.media.Copied;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.Format;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.VideoCodec;
import io.mediarouter.orca.MalformedReportException;
import io.mediarouter.vertx.config.servers.TranscodingResources;
import io.mediarouter.vertx.farm.ManyOrder;
import io.mediarouter.vertx.farm.TranscodingInterface;
import io.mediarouter.vertx.load.OrcaField;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The demands on a transcoding server, shown on sources that this process serves. */
final class TranscodingContract implements Contract {
  private static final double FIRST_BYTE_MILLIS = 5000;
  private static final long CUT_START = 3;
  private static final long CUT_SECONDS = 2;

  private final ServerClient client;
  private final SourceMedia media;
  private final TranscodingInterface uris;
  private final RenditionJudge judge;
  private final TaskLife task;
  private final FormatChecks formats;
  private final String run = UUID.randomUUID().toString().substring(0, 8);
  private int made;
  private final List<String> settings = new ArrayList<>();
  private @Nullable Seen first;

  /**
   * @param uris where its resources are
   * @param media the sources; closed with this
   */
  TranscodingContract(URI url, TranscodingInterface uris, SourceMedia media, Ffmpeg tools) {
    this.client = new ServerClient(url, ServerRole.TRANSCODING);
    this.uris = uris;
    this.media = media;
    this.judge = new RenditionJudge(tools);
    this.task = new TaskLife(client, uris);
    this.formats = new FormatChecks(judge, rendition -> make(rendition, EncodingSpeed.FAST));
  }

  @Override
  public List<Check> checks() {
    List<Check> all = new ArrayList<>();
    all.add(Shared.answersAtItsRoot(client, "transcoding"));
    all.addAll(ofOneRendition());
    all.addAll(ofOrders());
    all.addAll(ofSources());
    all.addAll(ofTasks());
    all.addAll(ofResources());
    all.addAll(tracks().checks());
    all.addAll(formats.checks());
    return all;
  }

  private TracksCheck tracks() {
    return new TracksCheck(
        media.languages(),
        source -> client.get(probe(source)),
        (source, form) -> client.get(uri(source, form, EncodingSpeed.FAST, "made")));
  }

  private List<Check> ofOneRendition() {
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
            () -> judge.judge(make(part, EncodingSpeed.FAST), part, 3)),
        required(
            "acodec=none: no sound",
            "renditions without sound have it",
            () -> judge.judge(make(mute, EncodingSpeed.FAST), mute, SourceMedia.SECONDS)),
        required(
            "speed=slow is taken",
            "no batch work is done there, unless its template leaves speed out",
            () -> judge.judge(make(slim, EncodingSpeed.SLOW), slim, SourceMedia.SECONDS)),
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
                RenditionJudge.rate(make(slim, EncodingSpeed.FAST), 264_000, SourceMedia.SECONDS)),
        optional(
            "the film of an upright telephone is upright",
            "films of telephones come out lying or squashed",
            this::upright));
  }

  private List<Check> ofSources() {
    return List.of(
        required(
            "a source that is not there is an error",
            "something else is stored as the rendition",
            () -> refused(media.missing(), 400, 599)),
        optional(
            "what is no media is refused with a 4xx",
            "it counts as the server's failure, and is tried on others",
            () -> refused(media.text(), 400, 499)),
        optional(
            "sources of other hosts are not fetched",
            "whoever reaches it can have it read any address",
            () -> notFetched(media.trap().url().toString())),
        optional(
            "a playlist with a film's name is not followed",
            "whoever can put a source can have it read any address",
            () -> notFetched(media.playlist())));
  }

  private List<Check> ofTasks() {
    return List.of(
        required(
            "closing the connection ends the task",
            "what nobody waits for keeps the server busy",
            () -> task.ends(slowFilm("ends"), id("ends"))),
        optional(
            "a running task tells its progress",
            "jobs show no percents; a slow transcode is noticed late",
            () -> task.tells(slowFilm("tells"), id("tells"))));
  }

  private List<Check> ofResources() {
    return List.of(
        optional(
            "probe: what is in a source",
            "with no probe at all, sizes, lengths and codecs of sources are unknown",
            () -> ifMissing("probe: off", ProbeCheck.of(client.get(probe(media.film()))))),
        optional(
            "probe: the size is the displayed one",
            "renditions of such films get a wrong shape",
            () -> withPhone(phone -> ProbeCheck.upright(client.get(probe(phone))))),
        optional(
            "probe: what is no media is refused with a 4xx",
            "up to three servers are asked, and it is tried again each time",
            () -> refusal(client.get(probe(media.text())), 400, 499)),
        optional(
            Shared.LOAD,
            Shared.LOAD_COST,
            () -> ifMissing("load: off", Shared.load(client, uris.load().orElse("load")))),
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
    CheckResult found =
        runs.of(
            new SegmentsCheck(
                (track, first, count) ->
                    client.get(
                        uris.segments(
                                media.film(), track, first, count, EncodingSpeed.FAST, id("made"))
                            .orElseThrow(() -> new IOException("none is configured")))));
    String setting = "segments: \"" + TranscodingResources.DEFAULT_SEGMENTS + "\"";
    if (found.verdict() == CheckResult.Verdict.HOLDS && !settings.contains(setting)) {
      settings.add(setting);
    }
    return found;
  }

  /** What was copied decodes to the very pictures of the source. */
  private CheckResult copies() throws IOException {
    Rendition whole = film(720);
    String target =
        uris.transcode(media.film(), whole, new Copied(true, true), EncodingSpeed.FAST, id("made"));
    Seen seen = client.get(target, "te", "trailers");
    CheckResult found = judge.judge(seen, whole, SourceMedia.SECONDS);
    if (found.verdict() == CheckResult.Verdict.HOLDS) {
      found = judge.samePictures(seen, media.filmBytes());
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
    String target =
        uris.transcode(media.film(), piece, new Copied(true, true), EncodingSpeed.FAST, id("made"));
    CheckResult found =
        judge.lasts(
            client.get(target, "te", "trailers"),
            CUT_SECONDS,
            CUT_START + CUT_SECONDS + SourceMedia.SECONDS / 10);
    if (found.verdict() == CheckResult.Verdict.HOLDS) {
      formats.makes(Capabilities.CUT);
    }
    return found;
  }

  private CheckResult ifMissing(String setting, CheckResult found) {
    if (found.verdict() == CheckResult.Verdict.MISSING) {
      settings.add(setting);
    }
    return found;
  }

  /** What is not the default in the configuration of the server. */
  @Override
  public String advice() {
    formats.setting().ifPresent(settings::add);
    return settings.isEmpty() ? "" : "In its configuration: " + String.join(", ", settings);
  }

  /** The rendition that several demands are shown on. */
  private Seen first() throws IOException {
    Seen known = first;
    if (known == null) {
      known = make(film(360), EncodingSpeed.FAST);
      first = known;
    }
    return known;
  }

  private Seen make(Rendition rendition, EncodingSpeed speed) throws IOException {
    return client.get(uri(media.film(), rendition, speed, "made"), "te", "trailers");
  }

  private String uri(String source, Rendition rendition, EncodingSpeed speed, String name) {
    return uris.transcode(source, rendition, speed, id(name));
  }

  private String slowFilm(String name) {
    return uri(media.film(), film(720), EncodingSpeed.SLOW, name);
  }

  private String probe(String source) throws IOException {
    return uris.probe(source).orElseThrow(() -> new IOException("no probe is configured"));
  }

  /** The name of a task; one that is {@code made} is never asked for again. */
  private String id(String name) {
    return "check-" + run + "-" + name + (name.equals("made") ? ++made : "");
  }

  private static Rendition film(int height) {
    return film(VideoCodec.H264, AudioCodec.AAC, height, 0);
  }

  private static Rendition film(
      VideoCodec video, @Nullable AudioCodec audio, int height, int bitsPerSecond) {
    int width = (height * 16 / 9 + 1) / 2 * 2;
    int audioBits = bitsPerSecond > 0 ? 64_000 : 0;
    return new Rendition(
        Format.MP4, video, audio, width, height, 0, bitsPerSecond, audioBits, 0, 0, 0);
  }

  private static Rendition sound(long startMillis, long durationMillis) {
    return new Rendition(
        Format.M4A, null, AudioCodec.AAC, 0, 0, 0, 0, 0, 0, startMillis, durationMillis);
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

  private CheckResult upright() throws IOException {
    Rendition ordered =
        new Rendition(Format.MP4, VideoCodec.H264, null, 180, 320, 0, 0, 0, 0, 0, 0);
    return withPhone(
        phone ->
            judge.redAboveBlue(
                client.get(uri(phone, ordered, EncodingSpeed.FAST, "made")), ordered));
  }

  private interface OfSource {
    CheckResult of(String source) throws IOException;
  }

  private CheckResult withPhone(OfSource check) throws IOException {
    String phone = media.phone().orElse(null);
    return phone == null
        ? CheckResult.unknown("our ffmpeg cannot make such a film")
        : check.of(phone);
  }

  private CheckResult refused(String source, int least, int most) throws IOException {
    return refusal(client.get(uri(source, film(360), EncodingSpeed.FAST, "made")), least, most);
  }

  private static CheckResult refusal(Seen seen, int least, int most) {
    return CheckResult.of(seen.status() >= least && seen.status() <= most, seen.words());
  }

  private CheckResult notFetched(String source) throws IOException {
    media.trap().takeSprung();
    Seen seen = client.get(uri(source, film(360), EncodingSpeed.FAST, "made"));
    return media.trap().takeSprung()
        ? CheckResult.missing("it was connected to; " + seen.words())
        : CheckResult.of(true, seen.words());
  }

  private CheckResult many() throws IOException {
    String uri = uris.many().orElseThrow(() -> new IOException("none is configured"));
    List<Rendition> two = List.of(film(360), film(240));
    String order = ManyOrder.of(media.film(), two, EncodingSpeed.FAST, id("made")).encode();
    Seen answer = client.post(uri, order);
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

  @Override
  public void close() {
    client.close();
    media.close();
  }
}
