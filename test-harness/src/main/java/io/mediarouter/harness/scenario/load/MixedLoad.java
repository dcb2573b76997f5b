package io.mediarouter.harness.scenario.load;

import io.mediarouter.harness.client.MediaClient;
import io.mediarouter.harness.farm.ffmpeg.Ffmpeg;
import io.mediarouter.harness.farm.media.MediaCheck;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Clients that keep several proxies busy with a mix of media requests and check each answer: its
 * status and length, that it came to its proper end, that stored renditions and sources have the
 * bytes that they had at the start, and, for some, that what was made on demand decodes. Safe for
 * use by several threads.
 *
 * <pre>{@code
 * try (MixedLoad load = MixedLoad.start(plan, proxies, tools)) {
 *   ... // something happens to the farm
 *   assertThat(load.stop().failed()).isZero();
 * }
 * }</pre>
 */
public final class MixedLoad implements AutoCloseable {
  private static final Duration BODY_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(180);

  private final Tally tally = new Tally();
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(daemons("load-deadlines"));
  private final ExecutorService threads;
  private final List<LoadWorker> workers;
  private volatile List<URI> proxies;

  private MixedLoad(
      LoadPlan plan, List<URI> proxies, KnownBodies known, MediaCheck decoder, Duration bodyLimit) {
    this.proxies = List.copyOf(proxies);
    var deadline = new LoadWorker.Deadline(watch, bodyLimit);
    var judge = new Judge(new AnswerCheck(known), decoder, tally);
    workers =
        IntStream.range(0, plan.workers())
            .mapToObj(
                number ->
                    new LoadWorker(
                        () -> this.proxies,
                        number,
                        new RequestMix(plan, known, new Random(plan.seed() + number)),
                        judge,
                        deadline,
                        plan.failOver()))
            .toList();
    threads = Executors.newFixedThreadPool(workers.size(), daemons("load-worker"));
  }

  private static ThreadFactory daemons(String name) {
    return work -> {
      Thread thread = new Thread(work, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /**
   * Learns the bodies that must not change from the first proxy, then begins.
   *
   * @param proxies where media requests go, such as {@code http://127.0.0.1:8080/media/}; at least
   *     one
   * @throws IOException if a stored rendition or a source is not there
   */
  public static MixedLoad start(LoadPlan plan, List<URI> proxies, Ffmpeg tools) throws IOException {
    return start(plan, proxies, tools, BODY_LIMIT);
  }

  static MixedLoad start(LoadPlan plan, List<URI> proxies, Ffmpeg tools, Duration bodyLimit)
      throws IOException {
    requireSome(proxies);
    KnownBodies known = KnownBodies.learn(plan, proxies.get(0), new MediaClient());
    MixedLoad load = new MixedLoad(plan, proxies, known, new MediaCheck(tools), bodyLimit);
    load.workers.forEach(load.threads::execute);
    return load;
  }

  /**
   * Keeps the proxies busy for some time.
   *
   * @throws IOException if a stored rendition or a source is not there
   */
  public static Report run(LoadPlan plan, List<URI> proxies, Ffmpeg tools, Duration time)
      throws IOException, InterruptedException {
    try (MixedLoad load = start(plan, proxies, tools)) {
      TimeUnit.NANOSECONDS.sleep(time.toNanos());
      return load.stop();
    }
  }

  private static void requireSome(List<URI> proxies) {
    if (proxies.isEmpty()) {
      throw new IllegalArgumentException("proxies: none (expected: at least one)");
    }
  }

  /** Sends further requests to these proxies and no others; at least one. */
  public void use(List<URI> others) {
    requireSome(others);
    proxies = List.copyOf(others);
  }

  /** What became of the requests so far. */
  public Report report() {
    return tally.report();
  }

  /**
   * Lets the requests that run be the last, and waits for them; what became of all requests.
   *
   * @throws IllegalStateException if they do not end within three minutes
   */
  public Report stop() {
    workers.forEach(LoadWorker::stop);
    threads.shutdown();
    try {
      if (!threads.awaitTermination(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("requests do not end: " + report().text());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return report();
  }

  /** Ends it without waiting for answers. */
  @Override
  public void close() {
    workers.forEach(LoadWorker::stop);
    threads.shutdownNow();
    watch.shutdownNow();
  }
}
