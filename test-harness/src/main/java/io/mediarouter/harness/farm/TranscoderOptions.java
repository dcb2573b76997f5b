package io.mediarouter.harness.farm;

import io.mediarouter.harness.farm.ffmpeg.EncoderTrials;
import io.mediarouter.harness.farm.ffmpeg.Ffmpeg;
import io.mediarouter.harness.farm.ffmpeg.H264Encoder;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a transcoding server.
 *
 * @param allowedSources prefixes under which sources may lie; empty refuses every source
 * @param capacityCores what it offers, in cores, above 0; each ffmpeg gets no more threads than
 *     this
 * @param maxSessions most transcodes at once, at least 1
 * @param maxTaskTime longest life of one transcode
 * @param cpus CPU list that ffmpeg is bound to, such as {@code 0,2-3}; null: any
 * @param takesFaults whether {@code /faults} is there, which makes it misbehave
 * @param maxOutputBytes room on disk for all outputs of {@code /outputs} at a time, bytes; half as
 *     much again is for sources that are fetched whole, since their origins give no parts
 * @param h264 what encodes H.264; it has to work here, see {@link EncoderTrials}
 */
public record TranscoderOptions(
    Listen listen,
    Ffmpeg tools,
    List<URI> allowedSources,
    double capacityCores,
    int maxSessions,
    Duration maxTaskTime,
    @Nullable String cpus,
    boolean takesFaults,
    long maxOutputBytes,
    H264Encoder h264) {
  /** Default of {@link #maxTaskTime}. */
  public static final Duration DEFAULT_MAX_TASK_TIME = Duration.ofHours(4);

  /** Default of {@link #maxOutputBytes}: 8 GiB. */
  public static final long DEFAULT_MAX_OUTPUT_BYTES = 8L << 30;

  public TranscoderOptions {
    if (!(capacityCores > 0) || capacityCores > 1024) {
      throw new IllegalArgumentException(
          "capacity: " + capacityCores + " (expected: above 0, at most 1024)");
    }
    if (maxSessions < 1) {
      throw new IllegalArgumentException("max-sessions: " + maxSessions + " (expected: >= 1)");
    }
    if (maxTaskTime.isNegative() || maxTaskTime.isZero()) {
      throw new IllegalArgumentException(
          "max-seconds: " + maxTaskTime.toSeconds() + " (expected: > 0)");
    }
    allowedSources = List.copyOf(allowedSources);
  }

  /**
   * On a free loopback port, with all processors of this machine, any number of sessions and four
   * hours per task.
   */
  public static TranscoderOptions of(Ffmpeg tools, URI... allowedSources) {
    return new TranscoderOptions(
        Listen.LOOPBACK,
        tools,
        List.of(allowedSources),
        Runtime.getRuntime().availableProcessors(),
        Integer.MAX_VALUE,
        DEFAULT_MAX_TASK_TIME,
        null,
        false,
        DEFAULT_MAX_OUTPUT_BYTES,
        H264Encoder.LIBX264);
  }

  /** These settings with another number of sessions. */
  public TranscoderOptions withMaxSessions(int sessions) {
    return new TranscoderOptions(
        listen,
        tools,
        allowedSources,
        capacityCores,
        sessions,
        maxTaskTime,
        cpus,
        takesFaults,
        maxOutputBytes,
        h264);
  }

  /** These settings with another time limit. */
  public TranscoderOptions withMaxTaskTime(Duration limit) {
    return new TranscoderOptions(
        listen,
        tools,
        allowedSources,
        capacityCores,
        maxSessions,
        limit,
        cpus,
        takesFaults,
        maxOutputBytes,
        h264);
  }

  /** These settings with other room for outputs. */
  public TranscoderOptions withMaxOutputBytes(long bytes) {
    return new TranscoderOptions(
        listen,
        tools,
        allowedSources,
        capacityCores,
        maxSessions,
        maxTaskTime,
        cpus,
        takesFaults,
        bytes,
        h264);
  }

  /** These settings with another capacity. */
  public TranscoderOptions withCapacityCores(double cores) {
    return new TranscoderOptions(
        listen,
        tools,
        allowedSources,
        cores,
        maxSessions,
        maxTaskTime,
        cpus,
        takesFaults,
        maxOutputBytes,
        h264);
  }

  /** These settings at another address. */
  public TranscoderOptions withListen(Listen address) {
    return new TranscoderOptions(
        address,
        tools,
        allowedSources,
        capacityCores,
        maxSessions,
        maxTaskTime,
        cpus,
        takesFaults,
        maxOutputBytes,
        h264);
  }

  /** These settings with another encoder of H.264. */
  public TranscoderOptions withH264(H264Encoder encoder) {
    return new TranscoderOptions(
        listen,
        tools,
        allowedSources,
        capacityCores,
        maxSessions,
        maxTaskTime,
        cpus,
        takesFaults,
        maxOutputBytes,
        encoder);
  }

  /** These settings with {@code /faults}. */
  public TranscoderOptions withFaults() {
    return new TranscoderOptions(
        listen,
        tools,
        allowedSources,
        capacityCores,
        maxSessions,
        maxTaskTime,
        cpus,
        true,
        maxOutputBytes,
        h264);
  }
}
