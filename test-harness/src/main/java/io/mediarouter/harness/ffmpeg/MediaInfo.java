package io.mediarouter.harness.ffmpeg;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/**
 * The properties of one piece of media as ffprobe sees them. A null says that the container does
 * not tell.
 *
 * @param durationSeconds length in seconds
 * @param lengths how sure that is, and where the tracks end
 * @param bitRate bits per second over all tracks
 * @param video the first video track; null if there is none
 * @param audio the first sound track; null if there is none
 */
public record MediaInfo(
    @JsonProperty("container") String container,
    @JsonProperty("duration_seconds") @Nullable Double durationSeconds,
    @JsonUnwrapped Lengths lengths,
    @JsonProperty("size_bytes") @Nullable Long sizeBytes,
    @JsonProperty("bit_rate") @Nullable Long bitRate,
    @JsonProperty("video") @Nullable Video video,
    @JsonProperty("audio") @Nullable Audio audio) {

  /**
   * A video track.
   *
   * @param codec such as {@code h264}, {@code hevc}, {@code vp9}, {@code av1}
   * @param fps mean frames per second
   * @param bitRate bits per second
   */
  public record Video(
      @JsonProperty("codec") String codec,
      @JsonProperty("width") int width,
      @JsonProperty("height") int height,
      @JsonProperty("fps") @Nullable Double fps,
      @JsonProperty("bit_rate") @Nullable Long bitRate,
      @JsonProperty("pix_fmt") @Nullable String pixelFormat) {}

  /**
   * A sound track.
   *
   * @param codec such as {@code aac}, {@code opus}, {@code mp3}
   * @param sampleRate in hertz
   * @param bitRate bits per second
   */
  public record Audio(
      @JsonProperty("codec") String codec,
      @JsonProperty("channels") int channels,
      @JsonProperty("sample_rate") int sampleRate,
      @JsonProperty("bit_rate") @Nullable Long bitRate) {}
}
