package io.mediarouter.plan;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * The memory of what each client has had of the transcoding servers of late: the most cores at a
 * time, which are kept for it while it asks for the next thing, and core-seconds, by which turns
 * are given. Both are forgotten within seconds, so that nothing lies idle for who has left, and who
 * had all while nobody else was there does not pay for it. Has no clock. Safe for use by many
 * threads.
 */
public final class RecentUse {
  /** For so long at least what was used is kept, and for twice as long at most. */
  private static final double KEPT_SECONDS = 5;

  /** After so long half of what was had is forgotten. */
  private static final double HALF_LIFE_SECONDS = 10;

  private static final double NEXT_TO_NOTHING = 0.01;

  private static final class Had {
    double cores;
    double most;
    double formerMost;
    double work;

    double kept() {
      return Math.max(cores, Math.max(most, formerMost));
    }

    boolean isForgotten() {
      return kept() == 0 && work < NEXT_TO_NOTHING;
    }
  }

  private final Map<String, Had> clients = new HashMap<>();
  private double last;
  private long period;

  /**
   * What is used and was used of late.
   *
   * @param use what is used now
   * @param seconds the present, on any clock that does not go back
   */
  public synchronized ClientUse with(ClientUse use, double seconds) {
    passTo(seconds);
    clients.values().forEach(had -> had.cores = 0);
    use.cores().forEach((client, cores) -> had(client).cores = cores);
    return remembered(use);
  }

  private Had had(String client) {
    return clients.computeIfAbsent(client, key -> new Had());
  }

  private void passTo(double seconds) {
    double passed = Math.max(0, seconds - last);
    last += passed;
    long next = (long) Math.floor(last / KEPT_SECONDS);
    double left = Math.pow(0.5, passed / HALF_LIFE_SECONDS);
    for (Iterator<Had> each = clients.values().iterator(); each.hasNext(); ) {
      Had had = each.next();
      had.work = had.work * left + had.cores * passed;
      turnOver(had, next - period);
      if (had.isForgotten()) {
        each.remove();
      }
    }
    period = next;
  }

  private static void turnOver(Had had, long periods) {
    if (periods > 0) {
      had.formerMost = periods == 1 ? had.most : 0;
      had.most = 0;
    }
    had.most = Math.max(had.most, had.cores);
  }

  private ClientUse remembered(ClientUse use) {
    var kept = new HashMap<String, Double>();
    var work = new HashMap<>(use.work());
    clients.forEach(
        (client, had) -> {
          kept.put(client, had.kept());
          work.merge(client, had.work, Double::sum);
        });
    return new ClientUse(use.capacityCores(), use.cores(), kept, work);
  }
}
