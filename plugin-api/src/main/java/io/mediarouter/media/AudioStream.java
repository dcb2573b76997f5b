package io.mediarouter.media;

/**
 * The sound of a source.
 *
 * @param codec name of the codec as probed, such as {@code aac}; any codec, not only those we make
 * @param channels number of channels, at least 1
 * @param sampleRate samples per second; 0 where the source does not tell
 * @param bitRate bits per second; 0 where the source does not tell
 */
public record AudioStream(String codec, int channels, int sampleRate, long bitRate) {}
