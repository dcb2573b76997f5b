package io.mediarouter.harness.farm.ffmpeg;

import java.util.List;

/**
 * A container that a transcode can stream, with its media type and the codecs that fit in it,
 * default first.
 */
public enum OutputFormat {
  MP4(
      "video/mp4",
      List.of(VideoCodec.H264, VideoCodec.HEVC, VideoCodec.VP9, VideoCodec.AV1, VideoCodec.COPY),
      mp4Audio()),
  WEBM(
      "video/webm",
      List.of(VideoCodec.VP9, VideoCodec.AV1, VideoCodec.COPY),
      List.of(AudioCodec.OPUS, AudioCodec.COPY)),
  M4A("audio/mp4", List.of(), mp4Audio()),
  OPUS("audio/ogg", List.of(), List.of(AudioCodec.OPUS, AudioCodec.COPY)),
  MP3("audio/mpeg", List.of(), List.of(AudioCodec.MP3, AudioCodec.COPY)),
  JPEG("image/jpeg", List.of(), List.of()),
  GIF("image/gif", List.of(), List.of()),
  WEBP("image/webp", List.of(), List.of()),
  PNG("image/png", List.of(), List.of()),
  AVIF("image/avif", List.of(), List.of()),
  /** One track of subtitles. */
  VTT("text/vtt; charset=utf-8", List.of(), List.of());

  private final String mediaType;
  private final List<VideoCodec> videoCodecs;
  private final List<AudioCodec> audioCodecs;

  OutputFormat(String mediaType, List<VideoCodec> videoCodecs, List<AudioCodec> audioCodecs) {
    this.mediaType = mediaType;
    this.videoCodecs = videoCodecs;
    this.audioCodecs = audioCodecs;
  }

  private static List<AudioCodec> mp4Audio() {
    return List.of(AudioCodec.AAC, AudioCodec.OPUS, AudioCodec.MP3, AudioCodec.COPY);
  }

  /** Whether this is a single picture. */
  public boolean isStill() {
    return isPicture();
  }

  /** Value for {@code Content-Type}. */
  public String mediaType() {
    return mediaType;
  }

  /** Whether it holds pictures alone, one or a clip. */
  public boolean isPicture() {
    return this != VTT && videoCodecs.isEmpty() && audioCodecs.isEmpty();
  }

  /** Whether it can be written to a pipe; else its head is completed at the end. */
  public boolean isStreamed() {
    return this != AVIF;
  }

  /** Video codecs of this container, the default first; empty: it holds no video track. */
  List<VideoCodec> videoCodecs() {
    return videoCodecs;
  }

  /** Audio codecs of this container, the default first; empty: it holds no sound. */
  List<AudioCodec> audioCodecs() {
    return audioCodecs;
  }
}
