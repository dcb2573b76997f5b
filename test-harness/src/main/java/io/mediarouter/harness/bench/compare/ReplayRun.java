package io.mediarouter.harness.bench.compare;

import io.mediarouter.harness.client.Answer;
import io.mediarouter.harness.client.MediaClient;
import io.mediarouter.harness.scenario.process.ProxyProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/** One replay of a workload through one proxy; ends when the last request does. */
final class ReplayRun {
  private static final int OK = 200;
  private static final double NANOS_PER_MILLI = 1e6;

  private final MediaClient client = new MediaClient();
  private final ProxyProcess proxy;
  private final Speeds speeds;

  ReplayRun(ProxyProcess proxy, Speeds speeds) {
    this.proxy = proxy;
    this.speeds = speeds;
  }

  List<Served> replay(List<Arrival> workload) throws InterruptedException {
    ExecutorService clients = Executors.newCachedThreadPool();
    try {
      List<Future<Served>> sent = new ArrayList<>();
      long begun = System.nanoTime();
      for (Arrival arrival : workload) {
        waitUntil(begun + (long) (arrival.atMillis() * NANOS_PER_MILLI));
        Callable<Served> request = () -> serve(arrival);
        sent.add(clients.submit(request));
      }
      return results(sent);
    } finally {
      clients.shutdownNow();
    }
  }

  private static void waitUntil(long nanos) {
    for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private Served serve(Arrival arrival) {
    try {
      Answer answer = client.get(proxy.media(arrival.target()));
      boolean failed = answer.status() != OK;
      double slowdown = failed ? 0 : answer.totalMillis() / speeds.fastMillis(arrival.kind());
      return new Served(
          arrival.kind(), failed, answer.firstByteMillis(), answer.totalMillis(), slowdown);
    } catch (IOException e) {
      return new Served(arrival.kind(), true, 0, 0, 0);
    }
  }

  private static List<Served> results(List<Future<Served>> sent) throws InterruptedException {
    List<Served> results = new ArrayList<>();
    for (Future<Served> each : sent) {
      try {
        results.add(each.get());
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      }
    }
    return results;
  }
}
