package io.mediarouter.harness.farm.ffmpeg;

/** A video codec that a transcode can produce. */
public enum VideoCodec {
  H264,
  HEVC,
  VP9,
  AV1,
  /** None: the track of the source is taken over as it is. */
  COPY
}
