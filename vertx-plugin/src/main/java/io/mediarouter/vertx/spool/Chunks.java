package io.mediarouter.vertx.spool;

import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.TreeMap;

/**
 * The newest bytes of an output, {@code [start, end)}, in memory and in the chunks that they were
 * written in. What is before them was taken away from their front. Guarded by its spool's lock.
 */
final class Chunks {
  private final TreeMap<Long, Buffer> chunks = new TreeMap<>();
  private long start;
  private long end;

  long start() {
    return start;
  }

  long end() {
    return end;
  }

  long bytes() {
    return end - start;
  }

  /** Where the oldest chunk ends; {@link #start} where there is none. */
  long firstEnd() {
    return chunks.isEmpty() ? start : start + first().length();
  }

  Buffer first() {
    return chunks.firstEntry().getValue();
  }

  void append(Buffer chunk) {
    chunks.put(end, chunk);
    end += chunk.length();
  }

  /** Takes the oldest chunk away and tells how long it was. */
  int removeFirst() {
    int bytes = chunks.pollFirstEntry().getValue().length();
    start += bytes;
    return bytes;
  }

  /** The rest, from {@code offset} on, of the chunk that it lies in. */
  Buffer at(long offset) {
    Map.Entry<Long, Buffer> chunk = chunks.floorEntry(offset);
    int skip = (int) (offset - chunk.getKey());
    return skip == 0 ? chunk.getValue() : chunk.getValue().slice(skip, chunk.getValue().length());
  }

  /** Takes all away and tells how many bytes that were. */
  long clear() {
    long bytes = bytes();
    chunks.clear();
    start = end;
    return bytes;
  }
}
