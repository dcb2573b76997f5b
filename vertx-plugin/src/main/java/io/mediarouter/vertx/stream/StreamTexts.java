package io.mediarouter.vertx.stream;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.mediarouter.Sha256;
import io.mediarouter.stream.MediaStream;
import io.mediarouter.stream.StreamAddress.Kind;
import java.util.function.Supplier;

/**
 * Playlists and manifests as they were written when they were asked for first: those of a film are
 * some thousand lines. Keeps what is asked for most. Safe for use by many threads.
 */
public final class StreamTexts {
  private static final int MOST_KEPT = 128;
  private static final int LONGEST = 256 * 1024;
  private static final int DIGITS = 20;

  /**
   * A text.
   *
   * @param etag the validator of just these bytes, in quotes
   */
  public record Told(String text, String etag) {}

  private record Key(MediaStream stream, Kind kind, String rung) {}

  private final Cache<Key, Told> kept =
      Caffeine.newBuilder().maximumSize(MOST_KEPT).executor(Runnable::run).build();

  /** What a stream's list of that kind says, by {@code writer} where nobody has asked for it. */
  public Told of(MediaStream stream, Kind kind, String rung, Supplier<String> writer) {
    var key = new Key(stream, kind, rung);
    Told known = kept.getIfPresent(key);
    return known != null ? known : keep(key, told(writer.get()));
  }

  private Told keep(Key key, Told told) {
    if (told.text().length() <= LONGEST) {
      kept.put(key, told);
    }
    return told;
  }

  private static Told told(String text) {
    return new Told(text, '"' + Sha256.hex(text).substring(0, DIGITS) + '"');
  }
}
