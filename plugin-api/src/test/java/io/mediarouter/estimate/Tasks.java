package io.mediarouter.estimate;

import io.mediarouter.farm.Server;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.AudioCodec;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.Format;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.SourceProperties;
import io.mediarouter.media.VideoCodec;
import io.mediarouter.media.VideoStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** Tasks and servers that tests share. */
public final class Tasks {
  static final Server SERVER = server("t1", 4);

  private Tasks() {}

  static Server server(String id, double cores) {
    return new Server(
        id, Set.of(ServerRole.TRANSCODING), URI.create("http://" + id + ":8080"), cores, "");
  }

  /** Two minutes of 1080p. */
  static SourceProperties source() {
    return source(1920, 1080, 120);
  }

  static SourceProperties source(int width, int height, long seconds) {
    return SourceProperties.of(
        "\"v1\"",
        "mp4",
        "video/mp4",
        60_000_000,
        Duration.ofSeconds(seconds),
        new VideoStream("h264", width, height, 30_000, 4_000_000),
        null);
  }

  /** A two-second piece as H.264 of that height, 16:9. */
  public static Task piece(String asset, int index, int height) {
    return piece(asset, index, height, VideoCodec.H264);
  }

  static Task piece(String asset, int index, int height, VideoCodec codec) {
    return new Task(
        new AssetId(asset),
        source(),
        rendition(codec, height, index * 2000L, 2000),
        EncodingSpeed.FAST);
  }

  /** All of a source, at 360p. */
  static Task whole(String asset) {
    return new Task(
        new AssetId(asset), source(), rendition(VideoCodec.H264, 360, 0, 0), EncodingSpeed.FAST);
  }

  static Rendition rendition(VideoCodec codec, int height, long startMillis, long durationMillis) {
    return new Rendition(
        Format.MP4,
        codec,
        AudioCodec.AAC,
        height * 16 / 9 & ~1,
        height,
        0,
        0,
        0,
        0,
        startMillis,
        durationMillis);
  }

  /** That task finished on {@link #SERVER}, having kept one core busy. */
  static TaskRecord finished(Task task, double cpuSeconds) {
    return finishedOn(SERVER.id(), task, cpuSeconds);
  }

  static TaskRecord finishedOn(String serverId, Task task, double cpuSeconds) {
    return new TaskRecord(serverId, task, cpuSeconds, cpuSeconds, true, Instant.EPOCH);
  }
}
