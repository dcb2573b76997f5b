package io.mediarouter.harness.farm.transcode;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The sources that are fetched whole: one fetch for all who read one, kept for a while behind the
 * last of them, in bounded room. Thread-safe.
 */
final class SourceCopies {
  private static final Duration KEPT = Duration.ofSeconds(60);
  private static final Duration LONGEST_FETCH = Duration.ofMinutes(10);

  private final long mostBytes;
  private final LongSupplier nanos;
  private final List<SourceCopy> copies = new ArrayList<>();

  SourceCopies(long mostBytes, LongSupplier nanos) {
    this.mostBytes = mostBytes;
    this.nanos = nanos;
  }

  /** The copy of a source, to be left by the caller. */
  synchronized Optional<SourceCopy> find(Source source) {
    Optional<SourceCopy> found =
        copies.stream()
            .filter(each -> each.isOf(source) && !each.isOver(KEPT, LONGEST_FETCH))
            .findFirst();
    found.ifPresent(SourceCopy::use);
    return found;
  }

  /**
   * The copy that all of a source's bytes begin, or the one that others have begun; to be left by
   * the caller. Empty where there is no room for it; then the body is still the caller's.
   */
  synchronized Optional<SourceCopy> begin(Source source, HttpResponse<InputStream> answer)
      throws IOException {
    Optional<SourceCopy> other = find(source);
    if (other.isPresent()) {
      answer.body().close();
      return other;
    }
    long length = answer.headers().firstValueAsLong("Content-Length").orElse(-1);
    long room = room(length);
    if (length > room || room == 0) {
      return Optional.empty();
    }
    SourceCopy copy = new SourceCopy(source, answer.body(), length, room, nanos);
    copy.use();
    copies.add(copy);
    return Optional.of(copy);
  }

  /** Bytes that are free for one more, the oldest that nobody reads being dropped for it. */
  private long room(long wanted) {
    for (int i = 0; i < copies.size() && free() < Math.max(wanted, mostBytes / 2); ) {
      if (copies.get(i).isUsed()) {
        i++;
      } else {
        copies.remove(i).close();
      }
    }
    return free();
  }

  private long free() {
    long taken = copies.stream().mapToLong(each -> Math.max(each.bytes(), each.length())).sum();
    return Math.max(0, mostBytes - taken);
  }

  /** Drops those that nobody has read for a while. */
  synchronized void tidy() {
    copies.removeIf(SourceCopies::dropped);
  }

  private static boolean dropped(SourceCopy copy) {
    boolean over = copy.isOver(KEPT, LONGEST_FETCH);
    if (over) {
      copy.close();
    }
    return over;
  }

  synchronized void close() {
    copies.forEach(SourceCopy::close);
    copies.clear();
  }
}
