package io.mediarouter.harness.contract;

import static io.mediarouter.harness.contract.Check.optional;
import static io.mediarouter.harness.contract.Check.required;

import io.mediarouter.harness.farm.ffmpeg.Ffmpeg;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.vertx.farm.TranscodingInterface;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** The demands on a transcoding server, shown on sources that this process serves. */
final class TranscodingContract implements Contract {
  private final TranscoderAsked server;
  private final TaskLife task;
  private final FormatChecks formats;
  private final RenditionChecks renditions;
  private final ResourceChecks resources;

  /**
   * @param uris where its resources are
   * @param media the sources; closed with this
   */
  TranscodingContract(URI url, TranscodingInterface uris, SourceMedia media, Ffmpeg tools) {
    server = new TranscoderAsked(url, uris, media);
    task = new TaskLife(server.client(), uris);
    var judge = new RenditionJudge(tools);
    formats = new FormatChecks(judge, rendition -> server.make(rendition, EncodingSpeed.FAST));
    renditions = new RenditionChecks(server, judge, formats);
    resources = new ResourceChecks(server, judge, formats);
  }

  @Override
  public List<Check> checks() {
    List<Check> all = new ArrayList<>();
    all.add(Shared.answersAtItsRoot(server.client(), "transcoding"));
    all.addAll(renditions.checks());
    all.addAll(ofSources());
    all.addAll(ofTasks());
    all.addAll(resources.checks());
    all.addAll(new TracksCheck(server).checks());
    all.addAll(formats.checks());
    return all;
  }

  private List<Check> ofSources() {
    return List.of(
        required(
            "a source that is not there is an error",
            "something else is stored as the rendition",
            () -> refused(server.media().missing(), 400, 599)),
        optional(
            "what is no media is refused with a 4xx",
            "it counts as the server's failure, and is tried on others",
            () -> refused(server.media().text(), 400, 499)),
        optional(
            "sources of other hosts are not fetched",
            "whoever reaches it can have it read any address",
            () -> notFetched(server.media().trap().url().toString())),
        optional(
            "a playlist with a film's name is not followed",
            "whoever can put a source can have it read any address",
            () -> notFetched(server.media().playlist())));
  }

  private List<Check> ofTasks() {
    return List.of(
        required(
            "closing the connection ends the task",
            "what nobody waits for keeps the server busy",
            () -> task.ends(slowFilm("ends"), server.id("ends"))),
        optional(
            "a running task tells its progress",
            "jobs show no percents; a slow transcode is noticed late",
            () -> task.tells(slowFilm("tells"), server.id("tells"))));
  }

  private String slowFilm(String name) {
    return server
        .uris()
        .transcode(
            server.media().film(), TranscoderAsked.film(720), EncodingSpeed.SLOW, server.id(name));
  }

  /** What is not the default in the configuration of the server. */
  @Override
  public String advice() {
    List<String> settings = new ArrayList<>(resources.settings());
    formats.setting().ifPresent(settings::add);
    return settings.isEmpty() ? "" : "In its configuration: " + String.join(", ", settings);
  }

  private CheckResult refused(String source, int least, int most) throws IOException {
    return refusal(server.make(source, TranscoderAsked.film(360)), least, most);
  }

  static CheckResult refusal(Seen seen, int least, int most) {
    return CheckResult.of(seen.status() >= least && seen.status() <= most, seen.words());
  }

  private CheckResult notFetched(String source) throws IOException {
    server.media().trap().takeSprung();
    Seen seen = server.make(source, TranscoderAsked.film(360));
    return server.media().trap().takeSprung()
        ? CheckResult.missing("it was connected to; " + seen.words())
        : CheckResult.of(true, seen.words());
  }

  @Override
  public void close() {
    server.close();
  }
}
