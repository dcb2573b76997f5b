package io.mediarouter.vertx.proxy.exchange;

import io.mediarouter.plan.Decision;
import io.mediarouter.vertx.proxy.fields.CacheStatus;
import org.jspecify.annotations.Nullable;

/** The record of how the answer to one request was come by. Belongs to the request's context. */
public final class Provenance {
  private boolean joined;
  private boolean atPeer;
  private boolean stored;
  private boolean stale;
  private boolean here;
  private boolean fromMemory;
  private boolean aside;
  private String details = "";

  /** Forgets what was so by an earlier decision. */
  void decided() {
    joined = false;
    fromMemory = false;
    details = "";
    atPeer = false;
    stored = false;
  }

  public void join() {
    joined = true;
  }

  /** Notes that another proxy makes what it waits for. */
  public void joinAtPeer() {
    joined = true;
    atPeer = true;
  }

  /** Whether it waits, by its last decision, for what another request has begun. */
  public boolean hasJoined() {
    return joined;
  }

  /** Whether another proxy makes it. */
  boolean isAtPeer() {
    return atPeer;
  }

  /** Notes what {@code Cache-Status} tells further of the stored file that is delivered. */
  public void cachedAs(String further) {
    details = further;
  }

  /** Notes that what is stored is delivered from this proxy's memory. */
  public void answerFromMemory() {
    fromMemory = true;
  }

  /** Whether the same request could be answered from memory in the same words. */
  boolean isRepeatable() {
    return fromMemory && !stale && details.isEmpty();
  }

  /** Notes that no server is needed for the answer. */
  void answerHere() {
    here = true;
  }

  /** Notes that the answer is delivered from where it was stored for it. */
  public void stored() {
    stored = true;
  }

  /** Notes whether the answer is of an earlier version of its source. */
  public void stale(boolean isStale) {
    stale = isStale;
  }

  /** Notes that the answer tells of work, and is no media. */
  public void answerAside() {
    aside = true;
  }

  /** For {@code Cache-Status}; empty = that does not matter. */
  String cacheStatus(@Nullable Decision decision, boolean headOnly) {
    if (aside) {
      return "";
    }
    if (here) {
      return CacheStatus.HERE;
    }
    String come = come(decision, headOnly ? "" : making());
    return fromMemory || !details.isEmpty()
        ? come + (fromMemory ? CacheStatus.FROM_MEMORY : "") + details
        : come;
  }

  private String come(@Nullable Decision decision, String making) {
    if (stale) {
      return CacheStatus.STALE;
    }
    return decision == null
        ? CacheStatus.ofProblem()
        : CacheStatus.of(decision.order(), making, atPeer);
  }

  /** What is still being made is not stored, and may never be. */
  private String making() {
    return (stored ? "; stored" : "") + (joined ? "; collapsed" : "");
  }
}
