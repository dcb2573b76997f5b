package io.mediarouter.media;

import java.util.Locale;

/** An audio codec that renditions are made in. */
public enum AudioCodec {
  AAC,
  OPUS,
  MP3;

  private final String token = name().toLowerCase(Locale.ROOT);

  /** The name in requests, keys and reports: {@code aac}, {@code opus}, {@code mp3}. */
  public String token() {
    return token;
  }
}
