package io.mediarouter.media;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A container that renditions are delivered in, with the codecs it can hold (the first is the
 * default).
 */
public enum Format {
  MP4(
      "video/mp4",
      EnumSet.of(VideoCodec.H264, VideoCodec.HEVC, VideoCodec.AV1),
      EnumSet.of(AudioCodec.AAC, AudioCodec.OPUS)),
  WEBM("video/webm", EnumSet.of(VideoCodec.VP9, VideoCodec.AV1), EnumSet.of(AudioCodec.OPUS)),
  M4A("audio/mp4", EnumSet.noneOf(VideoCodec.class), EnumSet.of(AudioCodec.AAC)),
  OPUS("audio/ogg", EnumSet.noneOf(VideoCodec.class), EnumSet.of(AudioCodec.OPUS)),
  MP3("audio/mpeg", EnumSet.noneOf(VideoCodec.class), EnumSet.of(AudioCodec.MP3)),
  JPEG("image/jpeg"),
  WEBP("image/webp"),
  PNG("image/png"),
  AVIF("image/avif"),
  /** Always a clip; {@code webp} is one where a duration is asked for. */
  GIF("image/gif"),
  /** The times and places of the pictures of a storyboard; told without making anything. */
  VTT("text/vtt"),
  /**
   * A piece of one track of a stream (CMAF): never asked for by its name, but by its number. A
   * piece of one millisecond is what all the others of the track begin with, its initialization.
   */
  M4S(
      "video/mp4",
      EnumSet.of(VideoCodec.H264, VideoCodec.HEVC, VideoCodec.AV1, VideoCodec.VP9),
      EnumSet.of(AudioCodec.AAC, AudioCodec.OPUS));

  private static final Format[] ASKABLE =
      Stream.of(values()).filter(each -> each != M4S).toArray(Format[]::new);

  private final String token = name().toLowerCase(Locale.ROOT);
  private final String contentType;
  private final Set<VideoCodec> videoCodecs;
  private final Set<AudioCodec> audioCodecs;

  Format(String contentType, EnumSet<VideoCodec> videoCodecs, EnumSet<AudioCodec> audioCodecs) {
    this.contentType = contentType;
    this.videoCodecs = Collections.unmodifiableSet(videoCodecs);
    this.audioCodecs = Collections.unmodifiableSet(audioCodecs);
  }

  /** A still. */
  Format(String contentType) {
    this(contentType, EnumSet.noneOf(VideoCodec.class), EnumSet.noneOf(AudioCodec.class));
  }

  /**
   * The name in requests and keys, which is also the file name extension: {@code mp4}, {@code
   * webm}.
   */
  public String token() {
    return token;
  }

  /** Those that a request may name. */
  static Format[] askable() {
    return ASKABLE.clone();
  }

  /** The media type of a response in this format. */
  public String contentType() {
    return contentType;
  }

  /** The video codecs this container can hold, best supported first; empty for sound and stills. */
  public Set<VideoCodec> videoCodecs() {
    return videoCodecs;
  }

  /** The audio codecs this container can hold, best supported first; empty for stills. */
  public Set<AudioCodec> audioCodecs() {
    return audioCodecs;
  }

  /** Whether this is a moving picture. */
  public boolean isVideo() {
    return !videoCodecs.isEmpty();
  }

  /** Whether this is a picture: a still, or a clip where it can move and has a duration. */
  public boolean isStill() {
    return videoCodecs.isEmpty() && audioCodecs.isEmpty();
  }

  /** Whether this is a picture that can move. */
  public boolean canMove() {
    return this == GIF || this == WEBP;
  }
}
