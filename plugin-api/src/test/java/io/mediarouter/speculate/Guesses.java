package io.mediarouter.speculate;

import io.mediarouter.batch.Popularity;
import io.mediarouter.estimate.ConservativeEstimator;
import io.mediarouter.estimate.TaskLoadEstimator;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.IntRange;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.RenditionRequest;
import io.mediarouter.media.RenditionResolver;
import io.mediarouter.media.SourceProperties;
import io.mediarouter.media.Sources;
import io.mediarouter.media.VideoStream;
import io.mediarouter.popularity.ClusterPopularity;
import io.mediarouter.popularity.Counted;
import io.mediarouter.popularity.PopularityKey;
import io.mediarouter.stream.SegmentIndex;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A situation set up in the words of a test: every asset is ten seconds of 1920x1080. */
final class Guesses {
  static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");
  static final TaskLoadEstimator ESTIMATOR = new ConservativeEstimator();

  private final List<Counted> counted = new ArrayList<>();
  private final Map<AssetId, AssetEntry> assets = new HashMap<>();
  private final Map<AssetId, AssetEntry> parts = new HashMap<>();
  private final List<StandingRule> rules = new ArrayList<>();
  private final List<Announcement> announced = new ArrayList<>();
  private final Set<Target> underWay = new HashSet<>();
  private final Set<Target> refined = new HashSet<>();
  private final Map<String, Account> results = new HashMap<>();

  static AssetId asset(String path) {
    return new AssetId(path);
  }

  static RenditionRequest high(int pixels) {
    return new RenditionRequest(
        null, null, null, false, null, IntRange.exactly(pixels), null, null, null, 0, 0, 0);
  }

  /** Larger than all that is asked for: what the original is itself is not made. */
  private static SourceProperties source() {
    SourceProperties clip = Sources.clip720p();
    return SourceProperties.of(
        clip.version(),
        clip.container(),
        clip.contentType(),
        clip.bytes(),
        clip.duration(),
        new VideoStream("h264", 1920, 1080, 30_000, 2_600_000),
        clip.audio());
  }

  static Rendition rendition(int pixels) {
    return RenditionResolver.resolve(high(pixels), source());
  }

  static Target target(String path, int pixels) {
    return new Target(asset(path), rendition(pixels));
  }

  static Proposal proposal(String predictor, String path, double uses, double cost) {
    return new Proposal(
        target(path, 360), EncodingSpeed.FAST, predictor, uses, cost, new Benefit(cost, 0));
  }

  Guesses known(String path, int... stored) {
    var entry = new AssetEntry(asset(path), source(), NOON, List.of());
    for (int pixels : stored) {
      entry =
          entry.with(
              new StoredRendition(
                  rendition(pixels), "\"v1\"", "p" + pixels, 1, "\"e\"", NOON, List.of("d1")));
    }
    assets.put(entry.asset(), entry);
    return this;
  }

  Guesses asked(String path, int pixels, double times) {
    count(PopularityKey.asset(asset(path)), times);
    return count(PopularityKey.rendition(asset(path), rendition(pixels)), times);
  }

  /** As often players were told what its stream consists of. */
  Guesses begun(String path, double times) {
    count(PopularityKey.asset(asset(path)), times);
    return count(PopularityKey.stream(asset(path)), times);
  }

  Guesses firstSegment(String path, Rendition segment, double times) {
    return count(PopularityKey.rendition(asset(path), segment), times);
  }

  AssetEntry entry(String path) {
    return Objects.requireNonNull(assets.get(asset(path)), path);
  }

  Guesses storedPart(String path, Rendition segment) {
    AssetId noted = SegmentIndex.assetOf(asset(path), segment);
    var stored = new StoredRendition(segment, "\"v1\"", "p", 1, "\"e\"", NOON, List.of("d1"));
    parts.put(noted, entry(path).under(noted).with(stored));
    return this;
  }

  Guesses underWay(String path, Rendition form) {
    underWay.add(new Target(asset(path), form));
    return this;
  }

  Guesses nearMatched(String path, int pixels, double times) {
    return count(PopularityKey.nearMatch(asset(path), rendition(pixels)), times);
  }

  private Guesses count(PopularityKey key, double times) {
    counted.add(new Counted(key, new Popularity(times, NOON)));
    return this;
  }

  Guesses rule(String prefix, EncodingSpeed speed, int... pixels) {
    var renditions = new ArrayList<RenditionRequest>();
    for (int each : pixels) {
      renditions.add(high(each));
    }
    rules.add(new StandingRule(prefix, renditions, speed, 1));
    return this;
  }

  Guesses announced(String current, String next, int pixels, Instant at) {
    return ahead(1, current, next, pixels, at);
  }

  Guesses ahead(int ahead, String current, String next, int pixels, Instant at) {
    announced.add(new Announcement(asset(current), asset(next), high(pixels), ahead, at));
    return this;
  }

  Guesses underWay(String path, int pixels) {
    underWay.add(target(path, pixels));
    return this;
  }

  Guesses refined(String path, int pixels) {
    refined.add(target(path, pixels));
    return this;
  }

  /** As many of what a predictor had made were used. */
  Guesses used(String predictor, double made, double used) {
    results.put(predictor, new Account(0, 0, 0, made, used, used, NOON));
    return this;
  }

  Situation situation() {
    return new Situation(
        ClusterPopularity.sum(counted.stream(), NOON),
        assets,
        parts,
        rules,
        announced,
        underWay,
        refined,
        results,
        Situation.DEFAULT_HORIZON,
        NOON);
  }
}
