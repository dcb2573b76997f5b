package io.mediarouter.harness.scenario.watch;

import io.mediarouter.harness.client.Answer;
import io.mediarouter.harness.client.MediaClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * A player of a stream: it reads the playlists and the initialization, fills its buffer, and asks
 * for the next segment when there is room for it. One that runs dry stands still until the next
 * segment is there. For one thread.
 */
public final class Player {
  private static final int OK = 200;
  private static final double NANOS = 1e9;
  private static final double MILLIS = 1e3;

  private final MediaClient client;
  private final URI stream;
  private final String rung;
  private final double segmentSeconds;
  private final double bufferSeconds;
  private final LongSupplier nanos;
  private final List<String> failures = new ArrayList<>();
  private final ByteArrayOutputStream media = new ByteArrayOutputStream();

  /** When what was got so far is played to its end. */
  private double dry;

  private int stalls;
  private double stalled;

  /**
   * A player that has asked for nothing.
   *
   * @param stream the folder of its playlists, such as {@code .../film.mp4/hls/}
   * @param rung name of a rung, or {@code audio}
   * @param segmentSeconds how long a segment plays
   * @param bufferSeconds how much it keeps in front of what it shows; infinity: all of it
   * @param nanos a clock that never goes back, nanoseconds
   */
  public Player(
      MediaClient client,
      URI stream,
      String rung,
      double segmentSeconds,
      double bufferSeconds,
      LongSupplier nanos) {
    this.client = client;
    this.stream = stream;
    this.rung = rung;
    this.segmentSeconds = segmentSeconds;
    this.bufferSeconds = bufferSeconds;
    this.nanos = nanos;
  }

  /**
   * Watches segments in a row; returns when all of them were got.
   *
   * @param first the number of the first one
   */
  public Watched watch(int first, int segments) throws InterruptedException {
    double begun = now();
    List<Double> steps = new ArrayList<>();
    timed("master.m3u8", steps);
    timed(rung + "/index.m3u8", steps);
    media.writeBytes(timed(rung + "/init.mp4", steps));
    media.writeBytes(timed(segment(first), steps));
    double shown = now();
    dry = shown + segmentSeconds;
    for (int number = first + 1; number < first + segments; number++) {
      sleep(dry - bufferSeconds - now());
      media.writeBytes(get(segment(number)));
      played();
    }
    double start = (shown - begun) * MILLIS;
    return new Watched(start, steps, stalls, stalled, failures, media.toByteArray());
  }

  private byte[] timed(String part, List<Double> steps) {
    double begun = now();
    byte[] got = get(part);
    steps.add((now() - begun) * MILLIS);
    return got;
  }

  private void played() {
    double late = now() - dry;
    if (late > 0) {
      stalls++;
      stalled += late;
    }
    dry = Math.max(dry, now()) + segmentSeconds;
  }

  private String segment(int number) {
    return rung + "/" + number + ".m4s";
  }

  private double now() {
    return nanos.getAsLong() / NANOS;
  }

  private static void sleep(double seconds) throws InterruptedException {
    if (seconds > 0) {
      Thread.sleep((long) (seconds * MILLIS));
    }
  }

  private byte[] get(String part) {
    try {
      Answer answer = client.get(stream.resolve(part));
      if (answer.status() == OK) {
        return answer.body();
      }
      failures.add(part + ": " + answer.status() + " " + answer.text());
    } catch (IOException e) {
      failures.add(part + ": " + e.getMessage());
    }
    return new byte[0];
  }
}
