package io.mediarouter.vertx.admission;

import io.mediarouter.farm.FarmView;
import io.mediarouter.plan.ClientUse;
import io.mediarouter.plan.FairShare;
import io.mediarouter.plan.Share;
import io.mediarouter.request.MediaRequest;
import io.mediarouter.vertx.config.front.LimitsConfig;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The shares that clients may have of the transcoding servers, by who runs what in the cluster, and
 * by who waits and who was here of late on this proxy. Safe for use by many threads.
 */
final class Shares {
  /** For so long a client that has asked for a rendition is there. */
  private static final long PRESENT_NANOS = Duration.ofMinutes(2).toNanos();

  private record Seen(String client, long atNanos) {}

  private final AdmissionQueue queue;
  private final Supplier<LimitsConfig> limits;
  private final ClientUses uses;
  private final LongSupplier nanoTime;
  private @Nullable ClientUse latest;
  private @Nullable Seen last;
  private @Nullable Seen lastOther;

  Shares(
      AdmissionQueue queue, Supplier<LimitsConfig> limits, ClientUses uses, LongSupplier nanoTime) {
    this.queue = queue;
    this.limits = limits;
    this.uses = uses;
    this.nanoTime = nanoTime;
  }

  Share of(MediaRequest request, FarmView farm) {
    String client = request.client();
    if (request.wantsOriginal() || client.isEmpty()) {
      return Share.ALL;
    }
    ClientUse use = uses.of(farm);
    boolean others = arrived(client, use);
    return new FairShare(limits.get().sharePerClient())
        .of(client, use, others, queue.othersWaiting(request));
  }

  /** For whom something runs, that client is there, on whichever proxy. */
  @SuppressWarnings("ReferenceEquality")
  private synchronized boolean arrived(String client, ClientUse use) {
    if (use != latest) {
      latest = use;
      use.cores().keySet().forEach(this::arrived);
    }
    return arrived(client);
  }

  /** Notes that a client is there, and tells whether another one is. The last two tell that. */
  private boolean arrived(String client) {
    long now = nanoTime.getAsLong();
    Seen former = last;
    if (former != null && !former.client().equals(client)) {
      lastOther = former;
    }
    last = new Seen(client, now);
    Seen other = lastOther;
    return other != null && now - other.atNanos() < PRESENT_NANOS;
  }
}
