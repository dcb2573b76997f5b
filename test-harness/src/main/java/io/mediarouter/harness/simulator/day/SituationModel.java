package io.mediarouter.harness.simulator.day;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.popularity.ClusterPopularity;
import io.mediarouter.speculate.Announcement;
import io.mediarouter.speculate.Situation;
import io.mediarouter.speculate.StandingRule;
import io.mediarouter.speculate.Target;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The model of what predictors are given to see in a run. */
final class SituationModel {
  /** The publisher of news wants them in two forms at once. */
  private static final List<StandingRule> RULES =
      List.of(
          new StandingRule(
              "news/", List.of(Ladder.request(480), Ladder.request(720)), EncodingSpeed.FAST, 1));

  private static final double NEW_SECONDS = DayScenario.DAY_SECONDS / 4;

  private final Map<AssetId, Title.Piece> pieces = new HashMap<>();
  private final List<Title> news;

  SituationModel(List<Title> titles) {
    titles.forEach(title -> title.pieces().forEach(piece -> pieces.put(piece.asset(), piece)));
    news = titles.stream().filter(Title::isNews).toList();
  }

  AssetEntry entry(AssetId asset, Shelf shelf) {
    Title.Piece piece = pieces.get(asset);
    if (piece == null) {
      throw new IllegalArgumentException("asset: " + asset + " (expected: of the catalogue)");
    }
    return shelf.entry(piece);
  }

  Situation situation(DemandCounter demand, DayLedgers books, Scene scene, Set<Target> ordered) {
    Instant now = scene.timeline().instant();
    ClusterPopularity popularity = demand.popularity();
    List<Announcement> announced = demand.announced(now);
    Set<Target> underWay = new HashSet<>(ordered);
    scene.farm().running().forEach(task -> underWay.add(task.target()));
    return new Situation(
        popularity,
        assets(popularity, announced, scene),
        RULES,
        announced,
        underWay,
        books.refined(),
        books.results(),
        Situation.DEFAULT_HORIZON,
        now);
  }

  private Map<AssetId, AssetEntry> assets(
      ClusterPopularity popularity, List<Announcement> announced, Scene scene) {
    var assets = new HashMap<AssetId, AssetEntry>();
    Stream.of(
            popularity.assets().stream(),
            announced.stream().flatMap(each -> Stream.of(each.current(), each.next())),
            newlyPublished(scene.now()))
        .flatMap(each -> each)
        .forEach(asset -> assets.put(asset, entry(asset, scene.shelf())));
    return assets;
  }

  private Stream<AssetId> newlyPublished(double now) {
    return news.stream()
        .filter(title -> title.appearsAt() <= now && now - title.appearsAt() < NEW_SECONDS)
        .flatMap(title -> title.pieces().stream())
        .map(Title.Piece::asset);
  }
}
