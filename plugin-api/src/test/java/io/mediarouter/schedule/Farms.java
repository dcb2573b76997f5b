package io.mediarouter.schedule;

import io.mediarouter.request.Priority;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Farms, queues and rules in the words of a test. */
final class Farms {
  static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");

  private Farms() {}

  static GateRules rules(double low, double high, double ofServer, double ofFarm) {
    return new GateRules(
        new Watermarks(low, high),
        new Watermarks(0.7, 0.85),
        ofServer,
        ofFarm,
        OffPeak.ALWAYS,
        OffPeak.ALWAYS,
        false);
  }

  static ServerUse server(String id, double others, BatchWork... batch) {
    return new ServerUse(id, 10, others, true, List.of(batch));
  }

  static FarmUse farm(ServerUse... servers) {
    return new FarmUse(List.of(servers), 0);
  }

  static BatchWork ordered(String id, int urgency, double cores, double progress) {
    return new BatchWork(id, WorkKind.ORDERED, new Priority(urgency), cores, 100, progress);
  }

  static BatchWork speculative(String id, double cores, double progress) {
    return new BatchWork(id, WorkKind.SPECULATIVE, Priority.BACKGROUND, cores, 100, progress);
  }

  static Queued queued(String id, WorkKind kind, double cores, String... servers) {
    var order =
        new WorkItem(
            id, 0, kind, Priority.BACKGROUND, null, Instant.EPOCH, NOON.minusSeconds(60), 0);
    return new Queued(order, BackoffState.NONE, cores, Set.of(servers));
  }

  /** A farm drawn by lot: sizes, load, and batch work all differ. */
  static FarmUse drawn(SplittableRandom random) {
    var servers = new ArrayList<ServerUse>();
    int count = 1 + random.nextInt(6);
    for (int i = 0; i < count; i++) {
      double capacity = 1 + random.nextInt(16);
      servers.add(
          new ServerUse(
              "t" + i,
              capacity,
              random.nextDouble() * capacity * 1.2,
              random.nextInt(8) > 0,
              batch(i, random)));
    }
    return new FarmUse(servers, random.nextDouble());
  }

  private static List<BatchWork> batch(int server, SplittableRandom random) {
    var batch = new ArrayList<BatchWork>();
    for (int i = random.nextInt(5); i > 0; i--) {
      batch.add(
          new BatchWork(
              "b" + server + "-" + i,
              random.nextBoolean() ? WorkKind.ORDERED : WorkKind.SPECULATIVE,
              new Priority(random.nextInt(8)),
              random.nextDouble() * 4,
              random.nextDouble() * 1000,
              random.nextDouble()));
    }
    return batch;
  }
}
