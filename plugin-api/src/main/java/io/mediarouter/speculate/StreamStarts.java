package io.mediarouter.speculate;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.media.AssetId;
import io.mediarouter.popularity.ClusterPopularity;
import io.mediarouter.stream.StreamTrack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The statistics of how viewers begin streams, seen from all assets at hand: how often, and with
 * which form of the picture.
 */
final class StreamStarts {
  /**
   * So much is a viewer's choice foreseen by the order of the ladder, before anybody has chosen.
   */
  private static final double USUAL = 10;

  /** Who was asked for by so few is not popular: they have been. */
  private static final double FEW = 2;

  private final ClusterPopularity popularity;
  private final Function<AssetEntry, List<StreamTrack>> tracks;
  private final double streamsPerRequest;
  private final Map<String, Double> chosen = new HashMap<>();

  /**
   * The starts of streams.
   *
   * @param tracks tells of an asset's stream in which order players are told of its tracks
   */
  StreamStarts(
      ClusterPopularity popularity,
      Map<AssetId, AssetEntry> assets,
      Function<AssetEntry, List<StreamTrack>> tracks) {
    this.popularity = popularity;
    this.tracks = tracks;
    double requests = popularity.assets().stream().mapToDouble(popularity::of).sum();
    double streams = popularity.assets().stream().mapToDouble(popularity::streamsOf).sum();
    this.streamsPerRequest = requests > 0 ? Math.min(1, streams / requests) : 0;
    popularity.assets().stream()
        .map(assets::get)
        .filter(Objects::nonNull)
        .filter(entry -> !popularity.firstSegmentsOf(entry.asset()).isEmpty())
        .forEach(this::learn);
  }

  private void learn(AssetEntry entry) {
    pictures(entry).forEach(track -> chosen.merge(track.name(), asked(entry, track), Double::sum));
  }

  private double asked(AssetEntry entry, StreamTrack track) {
    return popularity.firstSegmentsOf(entry.asset()).getOrDefault(track.part(0), 0.0);
  }

  private Stream<StreamTrack> pictures(AssetEntry entry) {
    return tracks.apply(entry).stream().filter(track -> track.rung() != null);
  }

  /**
   * The weight of what is foreseen of an asset's stream: as often as it was begun, and of other
   * requests the share that are beginnings of streams elsewhere.
   */
  double weight(AssetId asset) {
    double begun = popularity.streamsOf(asset);
    double others = Math.max(0, popularity.of(asset) - begun);
    return Math.max(0, begun + others * streamsPerRequest - FEW);
  }

  /** The tracks with which viewers of an asset are likely to begin: a picture, and its sound. */
  List<StreamTrack> likely(AssetEntry entry) {
    List<StreamTrack> likely = new ArrayList<>(2);
    picture(entry).ifPresent(likely::add);
    tracks.apply(entry).stream()
        .filter(track -> track.sound() != null && track.sound().preferred())
        .findFirst()
        .ifPresent(likely::add);
    return likely;
  }

  private Optional<StreamTrack> picture(AssetEntry entry) {
    List<StreamTrack> pictures = pictures(entry).toList();
    return IntStream.range(0, pictures.size())
        .boxed()
        .max(
            Comparator.comparingDouble((Integer i) -> weight(i, pictures.get(i), entry))
                .thenComparing(Comparator.reverseOrder()))
        .map(pictures::get);
  }

  private double weight(int place, StreamTrack track, AssetEntry entry) {
    double first = place == 0 ? USUAL : 0;
    return first + chosen.getOrDefault(track.name(), 0.0) + USUAL * asked(entry, track);
  }

  /** The segments with which a track begins, so many that they last as long. */
  static List<Integer> first(StreamTrack track, Duration length) {
    long wanted =
        (length.toMillis() + track.grid().segmentMillis() - 1) / track.grid().segmentMillis();
    return IntStream.range(0, (int) Math.min(track.grid().count(), wanted)).boxed().toList();
  }
}
