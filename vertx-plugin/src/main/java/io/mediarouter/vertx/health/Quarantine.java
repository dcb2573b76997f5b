package io.mediarouter.vertx.health;

import io.mediarouter.farm.FarmView;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.health.MediaFailure;
import io.mediarouter.health.QuarantineRule;
import io.mediarouter.health.Verdict;
import io.mediarouter.media.AssetId;
import io.mediarouter.outcome.Outcome;
import io.mediarouter.outcome.Outcomes;
import io.mediarouter.request.Problem;
import io.mediarouter.request.ProblemException;
import io.mediarouter.state.OwnedTable;
import io.mediarouter.state.Row;
import io.mediarouter.state.SharedState;
import io.mediarouter.vertx.call.BackEndException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Notes which renditions of which sources servers failed to make, and has those left alone that are
 * at fault themselves. Safe for use by many threads.
 */
public final class Quarantine {
  /** Rows of this proxy beyond this number give way, oldest first. */
  static final int MOST_ROWS = 256;

  /** What servers said last of the renditions that failed here. */
  private final Map<String, String> words =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > MOST_ROWS;
        }
      };

  private final OwnedTable<MediaFailure> failures;
  private final String self;
  private final Supplier<FarmView> view;
  private final Supplier<QuarantineRule> rule;
  private final InstantSource clock;

  /**
   * A quarantine by the rule as it is when it is asked.
   *
   * @param view tells how many servers there are
   */
  public Quarantine(
      SharedState state,
      Supplier<FarmView> view,
      Supplier<QuarantineRule> rule,
      InstantSource clock) {
    this.failures = state.mediaFailures();
    this.self = state.self();
    this.view = view;
    this.rule = rule;
    this.clock = clock;
  }

  /** Why a rendition is left alone, and when to come back; empty where it is not. */
  public Optional<ProblemException> find(AssetId asset, String sourceVersion, String rendition) {
    List<MediaFailure> seen = of(asset, sourceVersion, rendition);
    if (seen.isEmpty()) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    return rule.get()
        .until(seen, farmSize(), now)
        .map(end -> problem(seen, asset, Duration.between(now, end)));
  }

  /** Each request that is to be made for asks, so nothing is built for the rows of others. */
  private List<MediaFailure> of(AssetId asset, String sourceVersion, String rendition) {
    List<MediaFailure> seen = new ArrayList<>(0);
    for (Row<MediaFailure> row : failures.rows()) {
      if (row.value().isOf(asset, sourceVersion, rendition)) {
        seen.add(row.value());
      }
    }
    return seen;
  }

  private ProblemException problem(List<MediaFailure> seen, AssetId asset, Duration left) {
    return seen.stream()
        .map(MediaFailure::verdict)
        .filter(Objects::nonNull)
        .findFirst()
        .map(verdict -> new ProblemException(verdict.problem(asset.path())))
        .orElseGet(() -> failure(seen, asset, left, lastWords(seen)));
  }

  private String lastWords(List<MediaFailure> seen) {
    synchronized (words) {
      return seen.stream()
          .map(each -> words.get(each.key()))
          .filter(Objects::nonNull)
          .findFirst()
          .map(said -> " The last one: " + said + ".")
          .orElse("");
    }
  }

  private List<MediaFailure> all() {
    return failures.rows().stream().map(Row::value).toList();
  }

  private int farmSize() {
    return view.get().withRole(ServerRole.TRANSCODING).size();
  }

  /**
   * A failure of the servers behind us (502), not a fault of the request (422): other requests for
   * this source may be served, and the verdict is a guess that time takes back.
   */
  private static ProblemException failure(
      List<MediaFailure> seen, AssetId asset, Duration left, String words) {
    Set<String> servers = new HashSet<>();
    seen.forEach(each -> servers.addAll(each.serverIds()));
    String detail =
        "This rendition of "
            + asset
            + " failed on "
            + servers.size()
            + (servers.size() == 1 ? " server" : " servers")
            + "; it is left alone for "
            + Math.max(1, left.toSeconds())
            + " s."
            + words;
    return new ProblemException(Problem.of(502, "Rendition cannot be made", detail), left);
  }

  /** Notes a failure, if it may be the media's, and tells what it says of the server. */
  public Outcome failed(
      AssetId asset, String sourceVersion, String rendition, BackEndException failure) {
    if (!Outcomes.mayBeTheMedia(failure.ending(), failure.status())) {
      return Outcomes.judge(failure.ending(), failure.status());
    }
    String server = failure.serverId();
    synchronized (words) {
      words.put(MediaFailure.key(asset, sourceVersion, rendition), failure.words());
    }
    Instant now = clock.instant();
    boolean held = rule.get().isHeldAgainst(server, asset, rendition, all(), now);
    note(new MediaFailure(asset, sourceVersion, rendition, Set.of(server), 1, now), server, now);
    return held ? Outcome.FAILURE : Outcome.IGNORED;
  }

  /** Notes that a server has looked and refuses, and tells what that is for who asked. */
  public ProblemException refused(
      AssetId asset, String sourceVersion, String rendition, String serverId, Verdict verdict) {
    Instant now = clock.instant();
    var first =
        new MediaFailure(asset, sourceVersion, rendition, Set.of(serverId), 1, now, verdict);
    note(first, serverId, now);
    return new ProblemException(verdict.problem(asset.path()));
  }

  /** Changes of one proxy's row must not overtake each other. */
  private synchronized void note(MediaFailure first, String server, Instant now) {
    MediaFailure noted =
        failures
            .own(first.key())
            .filter(row -> rule.get().isFresh(row, now))
            .map(row -> row.plus(server, now).with(first.verdict()))
            .orElse(first);
    failures.put(noted.key(), noted);
    forgetOld(now);
  }

  private void forgetOld(Instant now) {
    List<MediaFailure> own =
        failures.rows().stream()
            .filter(row -> row.owner().equals(self))
            .map(Row::value)
            .sorted(Comparator.comparing(MediaFailure::last).reversed())
            .toList();
    for (int i = 0; i < own.size(); i++) {
      if (i >= MOST_ROWS || !rule.get().isFresh(own.get(i), now)) {
        failures.remove(own.get(i).key());
      }
    }
  }

  /** Forgets the failures of a rendition that was made after all. */
  public void made(AssetId asset, String sourceVersion, String rendition) {
    String key = MediaFailure.key(asset, sourceVersion, rendition);
    if (failures.own(key).isPresent()) {
      failures.remove(key);
    }
  }
}
