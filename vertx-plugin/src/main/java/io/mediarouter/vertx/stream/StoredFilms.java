package io.mediarouter.vertx.stream;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.Rendition;
import io.mediarouter.stream.Film;
import io.mediarouter.stream.SegmentIndex;
import io.mediarouter.vertx.transcode.FilmParts;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The finder of films all of whose segments are stored. Looks no further than the first that is
 * missing. Safe for use by many threads.
 */
public final class StoredFilms {
  private final StreamCatalog streams;
  private final BiFunction<AssetEntry, AssetId, Future<AssetEntry>> noted;

  /**
   * A finder.
   *
   * @param noted tells what is noted of an asset's segments under another asset of the index
   */
  public StoredFilms(
      StreamCatalog streams, BiFunction<AssetEntry, AssetId, Future<AssetEntry>> noted) {
    this.streams = streams;
    this.noted = noted;
  }

  /**
   * All that a whole rendition can be put together of; empty where something is missing, it is not
   * one of a stream's, it is stored as it is, or nobody knows in time.
   */
  public Future<Optional<FilmParts>> find(AssetEntry entry, Rendition whole) {
    if (entry.find(whole).isPresent()) {
      return Future.succeededFuture(Optional.empty());
    }
    return streams
        .film(entry, whole)
        .map(film -> find(entry, film).otherwise(Optional.empty()))
        .orElseGet(() -> Future.succeededFuture(Optional.empty()));
  }

  /** The film that a whole rendition is; empty where it is not one of a stream's. */
  public Optional<Film> film(AssetEntry entry, Rendition whole) {
    return streams.film(entry, whole);
  }

  /** What is noted now of a film's parts, under each asset of the index where some are. */
  public Future<Map<AssetId, AssetEntry>> noted(AssetEntry entry, Film film) {
    Map<AssetId, Future<AssetEntry>> found = new LinkedHashMap<>();
    entries(entry, film).keySet().forEach(asset -> found.put(asset, noted.apply(entry, asset)));
    return Future.join(List.copyOf(found.values()))
        .map(
            all ->
                found.entrySet().stream()
                    .collect(
                        Collectors.toMap(Map.Entry::getKey, each -> each.getValue().result())));
  }

  private static Map<AssetId, List<Rendition>> entries(AssetEntry entry, Film film) {
    Map<AssetId, List<Rendition>> entries = new LinkedHashMap<>();
    film.tracks().stream()
        .flatMap(track -> Film.parts(track).stream())
        .forEach(
            part ->
                entries
                    .computeIfAbsent(
                        SegmentIndex.assetOf(entry.asset(), part), id -> new ArrayList<>())
                    .add(part));
    return entries;
  }

  private Future<Optional<FilmParts>> find(AssetEntry entry, Film film) {
    Map<AssetId, List<Rendition>> entries = entries(entry, film);
    Future<Optional<List<StoredRendition>>> found = Future.succeededFuture(Optional.of(List.of()));
    for (Map.Entry<AssetId, List<Rendition>> each : entries.entrySet()) {
      found =
          found.compose(
              before ->
                  before
                      .map(stored -> more(stored, entry, each.getKey(), each.getValue()))
                      .orElseGet(() -> Future.succeededFuture(before)));
    }
    return found.map(all -> all.map(parts -> new FilmParts(film, tracks(parts, film))));
  }

  private Future<Optional<List<StoredRendition>>> more(
      List<StoredRendition> before, AssetEntry entry, AssetId asset, List<Rendition> wanted) {
    return noted.apply(entry, asset).map(known -> plus(before, known, wanted));
  }

  private static Optional<List<StoredRendition>> plus(
      List<StoredRendition> before, AssetEntry known, List<Rendition> wanted) {
    List<StoredRendition> all = new ArrayList<>(before);
    for (Rendition each : wanted) {
      StoredRendition stored = known.find(each).orElse(null);
      if (stored == null) {
        return Optional.empty();
      }
      all.add(stored);
    }
    return Optional.of(all);
  }

  /** As many parts are of each track. */
  private static List<List<StoredRendition>> tracks(List<StoredRendition> parts, Film film) {
    int each = film.segments() + 1;
    return IntStream.range(0, film.tracks().size())
        .mapToObj(track -> parts.subList(track * each, (track + 1) * each))
        .toList();
  }
}
