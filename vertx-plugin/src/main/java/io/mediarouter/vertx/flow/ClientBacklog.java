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
      new ClientBacklog(new AnswerBacklog(() -> Long.MAX_VALUE, () -> 1), () -> {});

  private final AnswerBacklog all;
  private final Runnable whenOver;
  private final AtomicLong waiting = new AtomicLong();
  private final AtomicInteger requests = new AtomicInteger();

  /**
   * Nothing that waits.
   *
   * @param whenOver is run when it may be that nothing is under way any more
   */
  ClientBacklog(AnswerBacklog all, Runnable whenOver) {
    this.all = all;
    this.whenOver = whenOver;
  }

  void enter() {
    requests.incrementAndGet();
  }

  void leave() {
    if (requests.decrementAndGet() == 0) {
      whenOver.run();
    }
  }

  /** Learns that bytes of an answer wait from now on. */
  public void add(int bytes) {
    waiting.addAndGet(bytes);
    all.add(bytes);
  }

  /** Learns that so many of them do not wait any more. */
  public void sent(int bytes) {
    all.add(-bytes);
    if (waiting.addAndGet(-bytes) == 0 && requests.get() == 0) {
      whenOver.run();
    }
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
