package io.mediarouter.vertx.stream;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.mediarouter.container.KeyFrameCut;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.PictureTraits;
import io.mediarouter.media.SourceFit;
import io.mediarouter.media.SourceProperties;
import io.mediarouter.media.VideoStream;
import io.mediarouter.stream.StreamLadder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/**
 * The finder of how sources can be cut at their own key frames, from the heads of their files.
 * Keeps what was asked for last. Safe for use by many threads.
 */
public final class OwnPictures {
  /** Memory of all that is kept: some twenty films of two hours. */
  private static final long MOST_KEPT = 64L << 20;

  /** The largest head that is read: of a film of some ten hours. */
  private static final long LARGEST_HEAD = 24L << 20;

  private static final int FIRST_BYTES = 64 * 1024;
  private static final int BOX_BYTES = 16;
  private static final int MOST_BOXES = 8;
  private static final int NOTHING_BYTES = 256;

  private final AsyncCache<Key, Optional<KeyFrameCut>> kept =
      Caffeine.newBuilder()
          .maximumWeight(MOST_KEPT)
          .weigher((Key key, Optional<KeyFrameCut> cut) -> weight(cut))
          .executor(Runnable::run)
          .buildAsync();

  private final Vertx vertx;
  private final Reader reader;

  private record Key(AssetId asset, String version, int segmentSeconds) {}

  /** Reads bytes of a source. */
  public interface Reader {
    /** Those from one on, to another one that is not read; fails where that version has none. */
    Future<Buffer> read(AssetEntry entry, long from, long to);
  }

  public OwnPictures(Vertx vertx, Reader reader) {
    this.vertx = vertx;
    this.reader = reader;
  }

  private static int weight(Optional<KeyFrameCut> cut) {
    return NOTHING_BYTES + cut.map(KeyFrameCut::bytes).orElse(0);
  }

  /**
   * How the picture of a source is cut; empty where it cannot be. Fails where its file cannot be
   * read now.
   *
   * @param segmentSeconds how long segments are to be
   */
  public Future<Optional<KeyFrameCut>> find(AssetEntry entry, int segmentSeconds) {
    if (!mayBeCut(entry.source())) {
      return Future.succeededFuture(Optional.empty());
    }
    var key = new Key(entry.asset(), entry.source().version(), segmentSeconds);
    return Future.fromCompletionStage(
        kept.get(
            key,
            (k, executor) ->
                look(entry, segmentSeconds).toCompletionStage().toCompletableFuture()));
  }

  private static boolean mayBeCut(SourceProperties source) {
    VideoStream video = source.video();
    return video != null
        && video.codec().equals("h264")
        && (source.container().equals("mp4") || SourceFit.isQuickTime(source))
        && source.bytes() > 0
        && !source.unwieldy()
        && source.isDurationKnown()
        && isPlain(video.traits());
  }

  private static boolean isPlain(PictureTraits traits) {
    return traits.rotation() == 0
        && !traits.mirrored()
        && traits.sampleWidth() == traits.sampleHeight()
        && traits.dynamicRange() == PictureTraits.PLAIN.dynamicRange()
        && traits.bitDepth() <= 8
        && !traits.fineChroma()
        && !traits.rare();
  }

  private Future<Optional<KeyFrameCut>> look(AssetEntry entry, int segmentSeconds) {
    return movie(entry, 0, FIRST_BYTES, MOST_BOXES)
        .compose(movie -> movie.isEmpty() ? none() : cut(movie.get(), entry, segmentSeconds));
  }

  private static <T> Future<Optional<T>> none() {
    return Future.succeededFuture(Optional.empty());
  }

  private Future<Optional<KeyFrameCut>> cut(Buffer movie, AssetEntry entry, int segmentSeconds) {
    double seconds = StreamLadder.grid(entry.source(), segmentSeconds).totalSeconds();
    return vertx.executeBlocking(
        () -> KeyFrameCut.of(movie.getBytes(), segmentSeconds, seconds), false);
  }

  /**
   * The box {@code moov}, wherever it lies.
   *
   * @param at where a box begins
   * @param bytes how much is read there
   * @param boxes how many more boxes are looked at
   */
  private Future<Optional<Buffer>> movie(AssetEntry entry, long at, int bytes, int boxes) {
    long size = entry.source().bytes();
    if (boxes == 0 || at + BOX_BYTES > size) {
      return none();
    }
    return reader
        .read(entry, at, Math.min(size, at + bytes))
        .compose(read -> movie(entry, at, read, boxes));
  }

  private Future<Optional<Buffer>> movie(AssetEntry entry, long at, Buffer read, int boxes) {
    int here = 0;
    int left = boxes;
    while (here + BOX_BYTES <= read.length() && left > 0) {
      long length = length(read, here);
      if (length < 8) {
        return none();
      }
      if (read.getString(here + 4, here + 8, "ISO-8859-1").equals("moov")) {
        return whole(entry, at + here, read.getBuffer(here, read.length()), length);
      }
      left--;
      if (here + length + BOX_BYTES > read.length()) {
        return movie(entry, at + here + length, FIRST_BYTES, left);
      }
      here += (int) length;
    }
    return none();
  }

  private static long length(Buffer read, int at) {
    long length = read.getUnsignedInt(at);
    return length == 1 ? read.getLong(at + 8) : length;
  }

  private Future<Optional<Buffer>> whole(AssetEntry entry, long at, Buffer beginning, long length) {
    if (length > LARGEST_HEAD || at + length > entry.source().bytes()) {
      return none();
    }
    return length <= beginning.length()
        ? Future.succeededFuture(Optional.of(beginning.getBuffer(0, (int) length)))
        : reader
            .read(entry, at + beginning.length(), at + length)
            .map(rest -> Optional.of(beginning.appendBuffer(rest)));
  }
}
