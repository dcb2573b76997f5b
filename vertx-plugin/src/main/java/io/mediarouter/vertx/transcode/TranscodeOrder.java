package io.mediarouter.vertx.transcode;

import io.mediarouter.estimate.TaskEstimate;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.TaskKind;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.Copied;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.Format;
import io.mediarouter.media.Rendition;
import io.mediarouter.request.Priority;
import io.mediarouter.select.Candidate;
import io.mediarouter.vertx.flight.Wanted;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/**
 * A transcode to be done.
 *
 * @param entry the asset, with its source's properties
 * @param rendition what to make
 * @param kind whether somebody waits
 * @param priority how urgent it is
 * @param speed how much effort the encoder is to spend
 * @param candidates the servers to try, best first
 * @param requestId name of the request that it is first made for; empty = none
 * @param client for whom, as far as clients are told apart; empty = nobody in particular
 */
public record TranscodeOrder(
    AssetEntry entry,
    Rendition rendition,
    TaskKind kind,
    Priority priority,
    EncodingSpeed speed,
    List<Candidate> candidates,
    String requestId,
    String client) {
  private static final double MILLIS = 1000;

  /** How often what is predicted an output may take: other tasks and a cold start are in it. */
  private static final int GRACE = 3;

  private static final String COPYING = " by copying";

  /** A transcode with quality for who ordered it, and haste for who waits. */
  public TranscodeOrder(
      AssetEntry entry,
      Rendition rendition,
      TaskKind kind,
      Priority priority,
      List<Candidate> candidates) {
    this(
        entry,
        rendition,
        kind,
        priority,
        kind == TaskKind.BATCH ? EncodingSpeed.SLOW : EncodingSpeed.FAST,
        candidates);
  }

  /** A transcode that is made for no request in particular. */
  public TranscodeOrder(
      AssetEntry entry,
      Rendition rendition,
      TaskKind kind,
      Priority priority,
      EncodingSpeed speed,
      List<Candidate> candidates) {
    this(entry, rendition, kind, priority, speed, candidates, "", "");
  }

  /**
   * The same, made for that request.
   *
   * @param who its client
   */
  public TranscodeOrder forRequest(String id, String who) {
    return new TranscodeOrder(entry, rendition, kind, priority, speed, candidates, id, who);
  }

  /** The same for another part of a stream, made with it. */
  public TranscodeOrder alsoMaking(Rendition part) {
    return new TranscodeOrder(entry, part, kind, priority, speed, candidates, requestId, client);
  }

  /** The same by other servers, best first. */
  public TranscodeOrder by(List<Candidate> others) {
    return new TranscodeOrder(entry, rendition, kind, priority, speed, others, requestId, client);
  }

  /** The same by copying the streams of the source that can be. */
  public TranscodeOrder byCopying() {
    return new TranscodeOrder(
        entry, rendition, kind, priority, EncodingSpeed.COPY, candidates, requestId, client);
  }

  /** The streams of the source that are taken over as they are. */
  Copied copied() {
    return speed == EncodingSpeed.COPY ? Copied.of(rendition, entry.source()) : Copied.NOTHING;
  }

  /** The name under which what goes wrong is noted: what cannot be copied may still be encoded. */
  String way() {
    return speed == EncodingSpeed.COPY ? rendition.key() + COPYING : rendition.key();
  }

  /** The name under which it is noted that streams cannot be copied into that rendition. */
  public static String wayOfCopying(Rendition rendition) {
    return rendition.key() + COPYING;
  }

  /** For whom it is wanted. */
  public Wanted wanted() {
    return new Wanted(kind, priority);
  }

  /** How long its first choice is predicted to take, seconds; 0 = it has none. */
  double predictedSeconds() {
    return predictedSeconds(0);
  }

  /**
   * How long one of its candidates is predicted to take, seconds; 0 = there is none.
   *
   * @param candidate which one; the first is 0
   */
  double predictedSeconds(int candidate) {
    if (candidate >= candidates.size()) {
      return 0;
    }
    TaskEstimate estimate = candidates.get(candidate).estimate();
    return estimate.workCoreSeconds() / estimate.demandCores();
  }

  /**
   * The longest wait for its first byte: {@code usual}, but from the last candidate what comes all
   * at once (a segment, a picture) may take three times as long as is predicted, and up to twice
   * the usual. Where nothing like it was made yet, it is not known how slow its server is, nor what
   * else keeps that busy: then half as long again at the least, for which players wait.
   *
   * @param candidate which one is waited for; the first is 0
   */
  Duration patience(Duration usual, int candidate) {
    if (!comesAtOnce() || candidate < candidates.size() - 1) {
      return usual;
    }
    Duration grace = Duration.ofMillis((long) (GRACE * predictedSeconds() * MILLIS));
    Duration least = isUnknown() ? usual.multipliedBy(3).dividedBy(2) : usual;
    return Collections.min(List.of(usual.multipliedBy(2), Collections.max(List.of(least, grace))));
  }

  /** The longest of these waits for any of its candidates. */
  public Duration longestPatience(Duration usual) {
    return patience(usual, candidates.size() - 1);
  }

  private boolean isUnknown() {
    return !candidates.isEmpty()
        && candidates.get(0).estimate().basis() == TaskEstimate.Basis.CONSERVATIVE;
  }

  private boolean comesAtOnce() {
    return rendition.format() == Format.M4S || rendition.format().isStill();
  }

  /** How long it plays, seconds; 0 = it does not, or nobody knows. */
  double mediaSeconds() {
    return rendition.playMillis(entry.source()) / MILLIS;
  }

  /** Whether somebody waits for all of it, from its first byte on. */
  boolean isWaitedFor() {
    return kind == TaskKind.ON_DEMAND && rendition.format() != Format.M4S;
  }

  /** What it is, as it is told in a log. */
  String about() {
    String what = asset() + " as " + rendition.key();
    return requestId.isEmpty() ? what : what + ", request " + requestId;
  }

  /** The source. */
  public AssetId asset() {
    return entry.asset();
  }

  /** The version of the source. */
  String sourceVersion() {
    return entry.source().version();
  }
}
