package io.mediarouter.harness.scenario.load;

import io.mediarouter.harness.client.Answer;
import io.mediarouter.harness.client.MediaClient;
import io.mediarouter.harness.client.OpenAnswer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** One client: asks, checks the answer, and asks again until it is told to stop. */
final class LoadWorker implements Runnable {
  private static final int PAUSE_MILLIS = 50;

  private final Supplier<List<URI>> proxies;
  private final RequestMix mix;
  private final Judge judge;
  private final Deadline deadline;
  private final boolean failOver;
  private final MediaClient client = new MediaClient();
  private int turn;
  private volatile boolean stopped;

  /** The time that a body may take, and who watches it. */
  record Deadline(ScheduledExecutorService watch, Duration limit) {}

  LoadWorker(
      Supplier<List<URI>> proxies,
      int number,
      RequestMix mix,
      Judge judge,
      Deadline deadline,
      boolean failOver) {
    this.proxies = proxies;
    this.turn = number;
    this.mix = mix;
    this.judge = judge;
    this.deadline = deadline;
    this.failOver = failOver;
  }

  /** Lets the request that runs be the last. */
  void stop() {
    stopped = true;
  }

  @Override
  public void run() {
    while (!stopped) {
      if (!isServed(mix.next(), mix.isDecoded())) {
        pause();
      }
    }
  }

  private boolean isServed(MixedRequest request, boolean decode) {
    try {
      return judge.served(request, ask(request), decode);
    } catch (BrokenOffException e) {
      return judge.broken(request, e);
    } catch (IOException | RuntimeException e) {
      return judge.failed(request, String.valueOf(e));
    }
  }

  private Answer ask(MixedRequest request) throws IOException {
    List<URI> now = proxies.get();
    URI first = now.get(turn++ % now.size());
    try {
      return get(first.resolve(request.target()), request);
    } catch (ConnectException e) {
      if (!failOver) {
        throw e;
      }
      return get(now.get(turn++ % now.size()).resolve(request.target()), request);
    }
  }

  private Answer get(URI address, MixedRequest request) throws IOException {
    try (OpenAnswer answer = client.open(address, request.headers())) {
      return readAll(answer);
    }
  }

  private Answer readAll(OpenAnswer answer) throws IOException {
    long limitMillis = deadline.limit().toMillis();
    Future<?> cut = deadline.watch().schedule(answer::close, limitMillis, TimeUnit.MILLISECONDS);
    try {
      return answer.readAll();
    } catch (IOException e) {
      if (cut.isDone()) {
        throw new IOException("no end within " + limitMillis + " ms", e);
      }
      throw new BrokenOffException(answer, e);
    } finally {
      cut.cancel(false);
    }
  }

  /** Whoever is refused at once does not come back at once. */
  private void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      stopped = true;
    }
  }
}
