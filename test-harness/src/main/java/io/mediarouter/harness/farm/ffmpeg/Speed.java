package io.mediarouter.harness.farm.ffmpeg;

/**
 * How much work an encoder may spend: {@code FAST} while somebody waits, {@code SLOW} for batch
 * work.
 */
public enum Speed {
  FAST,
  SLOW
}
