package io.mediarouter.vertx.farm;

import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.Rendition;
import io.vertx.uritemplate.UriTemplate;
import io.vertx.uritemplate.Variables;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The URIs of a transcoding server, as RFC 6570 templates relative to its URL. Immutable. */
public final class TranscodingInterface {
  private final UriTemplate transcode;
  private final @Nullable UriTemplate probe;
  private final @Nullable UriTemplate task;
  private final @Nullable String load;

  /**
   * The interface of these templates; null = the server has no such thing.
   *
   * @throws IllegalArgumentException if a template is malformed
   */
  public TranscodingInterface(
      String transcode, @Nullable String probe, @Nullable String task, @Nullable String load) {
    this.transcode = UriTemplate.of(transcode);
    this.probe = probe == null ? null : UriTemplate.of(probe);
    this.task = task == null ? null : UriTemplate.of(task);
    this.load = load;
  }

  /** Where {@code rendition} of the source at {@code source} is made. */
  public String transcode(String source, Rendition rendition, EncodingSpeed speed, String taskId) {
    var values = Variables.variables();
    values.set("source", source).set("speed", speed.token()).set("task", taskId);
    values.set("format", rendition.format().token());
    setCodecs(values, rendition);
    setNumber(values, "width", rendition.width());
    setNumber(values, "height", rendition.height());
    setNumber(values, "vb", rendition.videoBitRate());
    setNumber(values, "ab", rendition.audioBitRate());
    setThousandths(values, "fps", rendition.milliFps());
    setThousandths(values, "t", rendition.atMillis());
    setThousandths(values, "start", rendition.startMillis());
    setThousandths(values, "duration", rendition.durationMillis());
    return transcode.expandToString(values);
  }

  private static void setCodecs(Variables values, Rendition rendition) {
    var video = rendition.videoCodec();
    var audio = rendition.audioCodec();
    if (video != null) {
      values.set("vcodec", video.token());
    }
    if (audio != null) {
      values.set("acodec", audio.token());
    } else if (rendition.format().isVideo()) {
      values.set("acodec", "none");
    }
  }

  private static void setNumber(Variables values, String name, long number) {
    if (number > 0) {
      values.set(name, Long.toString(number));
    }
  }

  private static void setThousandths(Variables values, String name, long thousandths) {
    if (thousandths > 0) {
      values.set(name, BigDecimal.valueOf(thousandths, 3).stripTrailingZeros().toPlainString());
    }
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
}
