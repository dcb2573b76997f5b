package io.mediarouter.vertx.transcode;

import io.mediarouter.farm.StoredRendition;
import io.mediarouter.vertx.spool.SpoolBudget;
import io.mediarouter.vertx.store.NoStoreException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Supplier;

/**
 * The outputs that no distribution server took: kept for {@value #KEEP_SECONDS} s for those who ask
 * for the same, at any proxy, so that it is not made again for each of them, and offered to the
 * servers again. Safe for use by many threads.
 */
final class Unstored {
  private static final long KEEP_SECONDS = 60;
  private static final long OFFER_MILLIS = 10_000;
  private static final int MOST_OFFERS = (int) (KEEP_SECONDS * 1_000 / OFFER_MILLIS);

  private static final class Kept {
    private final Transcode transcode;
    private final Runnable forget;
    private boolean over;

    Kept(Transcode transcode, Runnable forget) {
      this.transcode = transcode;
      this.forget = forget;
    }

    synchronized boolean isOver() {
      return over;
    }

    void end() {
      synchronized (this) {
        if (over) {
          return;
        }
        over = true;
      }
      forget.run();
      transcode.release();
    }
  }

  private final Queue<Kept> all = new ArrayDeque<>();
  private final Vertx vertx;
  private final SpoolBudget budget;

  Unstored(Vertx vertx, SpoolBudget budget) {
    this.vertx = vertx;
    this.budget = budget;
  }

  /** The one of that name. */
  Optional<Transcode> find(String id) {
    synchronized (all) {
      return all.stream()
          .map(kept -> kept.transcode)
          .filter(each -> each.id().equals(id))
          .findFirst();
    }
  }

  boolean isWorthKeeping(Transcode transcode, Throwable cause) {
    return cause instanceof NoStoreException
        && transcode.isForViewer()
        && transcode.isJoinable()
        && !budget.isTight();
  }

  /**
   * Keeps an output.
   *
   * @param offer offers it to the servers once more
   * @param forget is run when it can be joined no more
   */
  void keep(Transcode transcode, Supplier<Future<StoredRendition>> offer, Runnable forget) {
    var kept = new Kept(transcode, forget);
    synchronized (all) {
      all.add(kept);
    }
    offerLater(kept, offer, MOST_OFFERS);
  }

  private void offerLater(Kept kept, Supplier<Future<StoredRendition>> offer, int offers) {
    vertx.setTimer(OFFER_MILLIS, id -> offer(kept, offer, offers));
  }

  private void offer(Kept kept, Supplier<Future<StoredRendition>> offer, int offers) {
    if (kept.isOver()) {
      return;
    }
    if (offers == 0 || budget.isTight()) {
      end(kept);
      return;
    }
    offer
        .get()
        .onComplete(
            stored -> {
              if (stored.succeeded() || !(stored.cause() instanceof NoStoreException)) {
                end(kept);
              } else {
                offerLater(kept, offer, offers - 1);
              }
            });
  }

  private void end(Kept kept) {
    synchronized (all) {
      all.remove(kept);
    }
    kept.end();
  }

  /** Gives up what is kept, the first first, until there is room for what is made. */
  void makeRoom() {
    boolean dropped = true;
    while (dropped && budget.isTight()) {
      dropped = dropOldest();
    }
  }

  private boolean dropOldest() {
    Kept oldest;
    synchronized (all) {
      oldest = all.poll();
    }
    if (oldest == null) {
      return false;
    }
    oldest.end();
    return true;
  }
}
