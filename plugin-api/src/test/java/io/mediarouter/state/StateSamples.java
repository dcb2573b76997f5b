package io.mediarouter.state;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.batch.BatchTask;
import io.mediarouter.estimate.Task;
import io.mediarouter.estimate.TaskRecord;
import io.mediarouter.farm.ActiveTask;
import io.mediarouter.farm.Capabilities;
import io.mediarouter.farm.DrainOrder;
import io.mediarouter.farm.FarmChange;
import io.mediarouter.farm.LoadReport;
import io.mediarouter.farm.Server;
import io.mediarouter.farm.ServerDefinition;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.farm.TaskKind;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.AudioCodec;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.Format;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.RenditionRequest;
import io.mediarouter.media.SourceProperties;
import io.mediarouter.media.Sources;
import io.mediarouter.media.VideoCodec;
import io.mediarouter.request.Priority;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Values for the tables that tests share. */
public final class StateSamples {
  /** A moment with a fraction that only nanoseconds can hold. */
  public static final Instant NOON = Instant.parse("2026-06-01T12:00:00.123456789Z");

  /** An asset with sound and picture. */
  public static final AssetId CLIP = new AssetId("films/clip.mp4");

  private StateSamples() {}

  /** A load report of that many cores. */
  public static LoadReport load(String serverId, double cores) {
    return new LoadReport(serverId, cores, NOON);
  }

  /** A transcode that has just been assigned. */
  public static ActiveTask task(String id) {
    return new ActiveTask(
        id,
        "transcoder-1",
        TaskKind.ON_DEMAND,
        CLIP,
        small().key(),
        Priority.DEFAULT,
        1.5,
        12,
        NOON,
        0.25,
        true,
        "192.0.2.7");
  }

  /** A server that was added, is now a distribution server, and is to be retired. */
  public static FarmChange change(String id) {
    var can = Capabilities.of(List.of("mp4", "h264"));
    var server =
        new Server(id, Set.of(ServerRole.TRANSCODING), URI.create("http://t:9101/"), 2.5, can, "");
    return FarmChange.added(
            new ServerDefinition(
                server, "make{?source}", "probe", "tasks/{id}", null, "many", "segments"),
            "me",
            NOON)
        .in(Set.of(ServerRole.DISTRIBUTION), "me", NOON)
        .withCapacity(8, "me", NOON)
        .with(new DrainOrder(true, true, Set.of()), "you", NOON.plusSeconds(1));
  }

  /** A job of one rendition. */
  public static BatchJob job(String id) {
    var order = BatchTask.queued("preset=360p", RenditionRequest.DEFAULT);
    return new BatchJob(id, CLIP, List.of(order), Priority.BACKGROUND, NOON, null);
  }

  /** 640x360 H.264 with AAC. */
  public static Rendition small() {
    return new Rendition(
        Format.MP4, VideoCodec.H264, AudioCodec.AAC, 640, 360, 0, 800_000, 0, 0, 0, 0);
  }

  /** 320x180 H.264 with AAC. */
  public static Rendition tiny() {
    return new Rendition(
        Format.MP4, VideoCodec.H264, AudioCodec.AAC, 320, 180, 0, 400_000, 0, 0, 0, 0);
  }

  /** A source like that of {@link Sources#clip720p()} in another version. */
  public static SourceProperties clipInVersion(String version) {
    SourceProperties clip = Sources.clip720p();
    return SourceProperties.of(
        version,
        clip.container(),
        clip.contentType(),
        clip.bytes(),
        clip.duration(),
        clip.video(),
        clip.audio());
  }

  /** A file of {@code rendition}, made from the present version of {@link Sources#clip720p()}. */
  public static StoredRendition stored(Rendition rendition, String etag, String... serverIds) {
    return new StoredRendition(
        rendition,
        Sources.clip720p().version(),
        "films/clip.mp4/" + rendition.key(),
        500_000,
        etag,
        NOON,
        List.of(serverIds));
  }

  /** A finished task that took so many core-seconds. */
  public static TaskRecord record(double cpuSeconds) {
    var task = new Task(CLIP, Sources.clip720p(), small(), EncodingSpeed.FAST);
    return new TaskRecord("transcoder-1", task, cpuSeconds, 2, true, NOON);
  }
}
