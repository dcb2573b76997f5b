package io.mediarouter.vertx.flow;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The bytes of answers that wait for one client. Safe for use by many threads. */
public final class ClientBacklog {
  /**
   * Bytes that may wait of one answer when one more piece is taken. The system's own buffers, which
   * grow with the client's speed, keep a fast client busy meanwhile.
   */
  static final int MOST_OF_ANSWER = 64 * 1024;

  /** The part of the room that is left which one answer may take. */
  private static final int PARTS = 1024;

  /** Of whom nothing is known: only each answer is bounded. */
  static final ClientBacklog UNKNOWN =
      new ClientBacklog(new AnswerBacklog(() -> Long.MAX_VALUE, () -> 1));

  /** Instead of a number of requests. */
  private static final int FORGOTTEN = -1;

  private final AnswerBacklog all;
  private final AtomicLong waiting = new AtomicLong();
  private final AtomicInteger requests = new AtomicInteger();

  /** Nothing that waits. */
  ClientBacklog(AnswerBacklog all) {
    this.all = all;
  }

  /** Counts one more request, unless it has been forgotten. */
  boolean tryEnter() {
    return requests.getAndUpdate(count -> count == FORGOTTEN ? FORGOTTEN : count + 1) != FORGOTTEN;
  }

  /** With its first request. */
  ClientBacklog entered() {
    requests.set(1);
    return this;
  }

  void leave() {
    if (requests.decrementAndGet() == 0) {
      all.left();
    }
  }

  /** Forgets it, if nothing is under way for it. */
  boolean isForgotten() {
    return waiting.get() == 0 && requests.compareAndSet(0, FORGOTTEN);
  }

  /** Learns that bytes of an answer wait from now on. */
  public void add(int bytes) {
    waiting.addAndGet(bytes);
    all.add(bytes);
  }

  /** Learns that so many of them do not wait any more. */
  public void sent(int bytes) {
    all.add(-bytes);
    waiting.addAndGet(-bytes);
  }

  boolean isNeeded() {
    return requests.get() > 0 || waiting.get() > 0;
  }

  boolean isFull() {
    return room() <= 0;
  }

  private long room() {
    return all.mostPerClient() - waiting.get();
  }

  /** Bytes of one of its answers that may wait when one more piece is taken, at least 0. */
  long mostOfAnswer() {
    long room = Math.min(room(), all.room());
    return Math.max(0, Math.min(MOST_OF_ANSWER, room / PARTS));
  }
}
