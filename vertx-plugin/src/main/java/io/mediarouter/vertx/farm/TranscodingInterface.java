package io.mediarouter.vertx.farm;

import io.mediarouter.media.Copied;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.Rendition;
import io.mediarouter.stream.StreamTrack;
import io.vertx.uritemplate.UriTemplate;
import io.vertx.uritemplate.Variables;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The URIs of a transcoding server, as RFC 6570 templates relative to its URL. Immutable. */
public final class TranscodingInterface {
  private final UriTemplate transcode;
  private final @Nullable UriTemplate probe;
  private final @Nullable UriTemplate task;
  private final @Nullable String load;
  private final @Nullable String many;
  private final @Nullable UriTemplate segments;

  /**
   * The interface of these templates; null = the server has no such thing.
   *
   * @throws IllegalArgumentException if a template is malformed
   */
  public TranscodingInterface(
      String transcode,
      @Nullable String probe,
      @Nullable String task,
      @Nullable String load,
      @Nullable String many) {
    this(transcode, probe, task, load, many, null);
  }

  /** The same of a server that makes segments where {@code segments} is not null. */
  public TranscodingInterface(
      String transcode,
      @Nullable String probe,
      @Nullable String task,
      @Nullable String load,
      @Nullable String many,
      @Nullable String segments) {
    this.transcode = UriTemplate.of(transcode);
    this.probe = probe == null ? null : UriTemplate.of(probe);
    this.task = task == null ? null : UriTemplate.of(task);
    this.load = load;
    this.many = many;
    this.segments = segments == null ? null : UriTemplate.of(segments);
  }

  /** Where {@code rendition} of the source at {@code source} is made, all of it encoded. */
  public String transcode(String source, Rendition rendition, EncodingSpeed speed, String taskId) {
    return transcode(source, rendition, Copied.NOTHING, speed, taskId);
  }

  /**
   * Where {@code rendition} of the source at {@code source} is made.
   *
   * @param copied what of the source is taken over as it is
   */
  public String transcode(
      String source, Rendition rendition, Copied copied, EncodingSpeed speed, String taskId) {
    var values = Variables.variables();
    values.set("source", source).set("speed", effort(speed).token()).set("task", taskId);
    RenditionFields.of(rendition, copied).forEach(values::set);
    return transcode.expandToString(values);
  }

  /** What is not copied is for somebody who waits. */
  private static EncodingSpeed effort(EncodingSpeed speed) {
    return speed == EncodingSpeed.COPY ? EncodingSpeed.FAST : speed;
  }

  /**
   * Where the properties of the source at {@code source} are told; empty where the server tells
   * none.
   */
  public Optional<String> probe(String source) {
    return Optional.ofNullable(probe)
        .map(template -> template.expandToString(Variables.variables().set("source", source)));
  }

  /** Where a task's progress is told; empty where the server tells none. */
  public Optional<String> task(String taskId) {
    return Optional.ofNullable(task)
        .map(template -> template.expandToString(Variables.variables().set("id", taskId)));
  }

  /** Where the load is told; empty where the server tells none. */
  public Optional<String> load() {
    return Optional.ofNullable(load);
  }

  /**
   * Where several renditions of one source are made with one decode, by POST of a {@link
   * ManyOrder}; empty where the server makes one at a time.
   */
  public Optional<String> many() {
    return Optional.ofNullable(many);
  }

  /**
   * Where segments of the source at {@code source} are made; empty where the server makes none.
   *
   * @param track whose they are
   * @param first the number of the first one
   * @param count how many, at least 1
   */
  public Optional<String> segments(
      String source, StreamTrack track, int first, int count, EncodingSpeed speed, String taskId) {
    if (segments == null) {
      return Optional.empty();
    }
    var values = Variables.variables();
    values.set("source", source).set("speed", speed.token()).set("task", taskId);
    values.set("first", Integer.toString(first)).set("count", Integer.toString(count));
    TrackFields.of(track).forEach(values::set);
    return Optional.of(segments.expandToString(values));
  }
}
