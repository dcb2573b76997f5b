package io.mediarouter.plan;

import io.mediarouter.estimate.Task;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.FarmView;
import io.mediarouter.farm.StoredParts;
import io.mediarouter.farm.Work;
import io.mediarouter.media.Copied;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.RenditionRequest;
import io.mediarouter.request.MediaRequest;
import io.mediarouter.request.Tolerance;
import io.mediarouter.select.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a decision depends on.
 *
 * @param request what is asked for
 * @param policy what may be done to serve it
 * @param rendition that, completed for the source; null = the original
 * @param entry what is known of the asset
 * @param farm what is known of the servers
 * @param joinable whether this proxy is making the rendition already, so that the client can join
 * @param excluded servers that this request has already tried in vain
 * @param waited how long it has waited for capacity already
 * @param share how much of the transcoding servers its client may use
 * @param now the present
 * @param random the only source of chance
 * @param parts the rendition in parts; null where not all of them are stored
 */
public record DecisionContext(
    MediaRequest request,
    PublishingPolicy policy,
    @Nullable Rendition rendition,
    AssetEntry entry,
    FarmView farm,
    boolean joinable,
    Set<String> excluded,
    Duration waited,
    Share share,
    Instant now,
    RandomGenerator random,
    @Nullable StoredParts parts) {

  /** What a player wants to have before it begins: a segment, or as much of something longer. */
  private static final long FIRST_MILLIS = 6000;

  /** What nothing is stored of in parts. */
  public DecisionContext(
      MediaRequest request,
      PublishingPolicy policy,
      @Nullable Rendition rendition,
      AssetEntry entry,
      FarmView farm,
      boolean joinable,
      Set<String> excluded,
      Duration waited,
      Share share,
      Instant now,
      RandomGenerator random) {
    this(
        request, policy, rendition, entry, farm, joinable, excluded, waited, share, now, random,
        null);
  }

  /** What depends on no other client. */
  public DecisionContext(
      MediaRequest request,
      PublishingPolicy policy,
      @Nullable Rendition rendition,
      AssetEntry entry,
      FarmView farm,
      boolean joinable,
      Set<String> excluded,
      Duration waited,
      Instant now,
      RandomGenerator random) {
    this(
        request, policy, rendition, entry, farm, joinable, excluded, waited, Share.ALL, now,
        random);
  }

  /**
   * The same at a known chance, so that the decision can be made again. Holds on to nothing that
   * changes.
   */
  public DecisionContext seeded(long seed) {
    return new DecisionContext(
        request,
        policy,
        rendition,
        entry,
        farm,
        joinable,
        Set.copyOf(excluded),
        waited,
        share,
        now,
        new SplittableRandom(seed),
        parts);
  }

  /** The same under another policy. */
  public DecisionContext under(PublishingPolicy other) {
    return but(other, farm, joinable, parts);
  }

  /** The same where all parts of the rendition are stored; null = they are not. */
  public DecisionContext with(@Nullable StoredParts stored) {
    return stored == null && parts == null ? this : but(policy, farm, joinable, stored);
  }

  /** Whether anybody transcodes slowly, and is left out for no more than that. */
  boolean hasLastResort() {
    return farm.hasLastResort(Work.TRANSCODE);
  }

  /** The same where who transcodes slowly is to be used, since nobody else is there. */
  DecisionContext lastResort() {
    return but(policy, farm.lastResort(Work.TRANSCODE), joinable, parts);
  }

  /** The same for who cannot join what is made already. */
  public DecisionContext apart() {
    return but(policy, farm, false, parts);
  }

  private DecisionContext but(
      PublishingPolicy newPolicy,
      FarmView newFarm,
      boolean newJoinable,
      @Nullable StoredParts newParts) {
    return new DecisionContext(
        request,
        newPolicy,
        rendition,
        entry,
        newFarm,
        newJoinable,
        excluded,
        waited,
        share,
        now,
        random,
        newParts);
  }

  /** All tasks that could serve the request, whatever policy it were under. */
  public List<Task> conceivableTasks() {
    RenditionRequest asked = request.rendition();
    if (rendition == null || asked == null) {
      return List.of();
    }
    var makeable = new LinkedHashSet<Rendition>();
    makeable.add(rendition.cutExactly());
    for (Tolerance tolerance : Tolerance.values()) {
      var acceptance = new Acceptance(asked, rendition, tolerance, request.abilities());
      makeable.addAll(Variants.cheaper(acceptance));
    }
    var tasks = new ArrayList<Task>();
    makeable.forEach(each -> tasks.add(Transcoders.task(each, this)));
    if (Copied.of(rendition, entry.source()).isAny()) {
      tasks.add(Transcoders.task(rendition, EncodingSpeed.COPY, this));
    }
    return List.copyOf(tasks);
  }

  /**
   * By when how much of {@code made} has to be there; null where the client does not say how long
   * it can wait.
   */
  public @Nullable Deadline deadline(Rendition made) {
    Duration patience = request.patience();
    if (patience == null) {
      return null;
    }
    double left = Math.max(0, patience.minus(waited).toNanos() / 1e9);
    long plays = made.playMillis(entry.source());
    return new Deadline(left, plays <= FIRST_MILLIS ? 1 : (double) FIRST_MILLIS / plays);
  }

  /** Whether a server may still be tried. */
  boolean isOpen(String serverId) {
    return excluded.isEmpty() || !excluded.contains(serverId);
  }
}
