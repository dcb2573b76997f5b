package io.mediarouter.harness.farm.ffmpeg;

/** An audio codec that a transcode can produce, with ffmpeg's encoder for it. */
public enum AudioCodec {
  AAC("aac"),
  OPUS("libopus"),
  MP3("libmp3lame"),
  /** None: the track of the source is taken over as it is. */
  COPY("copy");

  private final String encoder;

  AudioCodec(String encoder) {
    this.encoder = encoder;
  }

  String encoder() {
    return encoder;
  }
}
